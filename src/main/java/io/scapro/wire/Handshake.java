package io.scapro.wire;

import io.scapro.Identity;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;

/**
 * The 8 bytes both ends of a stream send before anything else.
 *
 * <pre>
 *   00 53 50 VV TT TT RR RR     VV version 00, TT TT own SP number, RR RR reserved 00 00
 * </pre>
 *
 * Source: sp-tcp-mapping-01; wire.md 2. A non-zero reserved field is refused, as nng and mangos do.
 */
public final class Handshake {

  public static final int LENGTH = 8;
  private static final int MAGIC_AND_VERSION = 0x00535000;

  private Handshake() {}

  /** What a socket of {@code identity} says. */
  public static Buffer encode(Identity identity) {
    return Buffer.buffer(LENGTH)
        .appendInt(MAGIC_AND_VERSION)
        .appendShort((short) identity.id())
        .appendShort((short) 0);
  }

  /**
   * Reads what the peer said, in the first 8 bytes of {@code said}.
   *
   * @throws SpException PROTOCOL when it is not a handshake, or not of a peer for {@code identity}
   */
  public static void check(Buffer said, Identity identity) {
    if (said.getInt(0) != MAGIC_AND_VERSION || said.getShort(6) != 0) {
      throw new SpException(
          Reason.PROTOCOL,
          "expected an SP handshake 00535000....0000, got "
              + HexFormat.of().formatHex(said.getBytes(0, LENGTH)));
    }
    int id = said.getUnsignedShort(4);
    if (!identity.accepts(id)) {
      throw new SpException(
          Reason.PROTOCOL,
          "expected a peer of type %s (0x%04x) for this %s, got type 0x%04x"
              .formatted(identity.peerName(), identity.peerId(), identity.name(), id));
    }
  }
}
