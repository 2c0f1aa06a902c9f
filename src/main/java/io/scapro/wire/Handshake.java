package io.scapro.wire;

import io.scapro.Identity;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The 8 bytes that both sides of a stream send first.
 *
 * <pre>
 *   00 53 50 VV TT TT RR RR     VV version 00, TT TT own SP number, RR RR reserved 00 00
 * </pre>
 *
 * See sp-tcp-mapping-01; docs/wire.md, section 2.1. A non-zero reserved field is refused, as nng
 * and mangos do.
 */
public final class Handshake {

  public static final int LENGTH = 8;
  private static final int MAGIC_AND_VERSION = 0x00535000;

  private Handshake() {}

  /** The handshake of a socket of {@code identity}. */
  public static Buffer encode(Identity identity) {
    return Buffer.buffer(LENGTH)
        .appendInt(MAGIC_AND_VERSION)
        .appendShort((short) identity.id())
        .appendShort((short) 0);
  }

  /**
   * Checks the peer's handshake in the first 8 bytes of {@code said}.
   *
   * @throws SpException PROTOCOL when it is not a handshake, or not of a peer for {@code identity}
   */
  public static void check(Buffer said, Identity identity) {
    if (said.getInt(0) != MAGIC_AND_VERSION || said.getShort(6) != 0) {
      byte[] bytes = said.getBytes(0, LENGTH);
      throw new SpException(
          Reason.PROTOCOL,
          other(bytes)
              .orElseGet(
                  () ->
                      "expected an SP handshake 00535000....0000, got "
                          + HexFormat.of().formatHex(bytes)
                          + "; do: check the address, and that the peer is an SP socket"));
    }
    int id = said.getUnsignedShort(4);
    if (!identity.accepts(id)) {
      throw new SpException(Reason.PROTOCOL, mismatch(identity, id));
    }
  }

  /**
   * The error text for a peer of another protocol.
   *
   * @param id its SP number
   */
  public static String mismatch(Identity identity, int id) {
    return "the peer is %s; a %s socket expects a %s peer; do: check the address and the protocol"
        .formatted(FirstBytes.socket(id), identity.name(), identity.peerName());
  }

  /**
   * The error text for a peer that sent {@code bytes} of another protocol instead of a handshake;
   * empty: unknown.
   */
  public static Optional<String> other(byte[] bytes) {
    if (FirstBytes.isHttp(bytes)) {
      return Optional.of("expected an SP handshake, the peer speaks HTTP; do: use ws://");
    }
    return FirstBytes.isTls(bytes)
        ? Optional.of("expected an SP handshake, the peer speaks TLS; do: use tls+tcp://")
        : Optional.empty();
  }
}
