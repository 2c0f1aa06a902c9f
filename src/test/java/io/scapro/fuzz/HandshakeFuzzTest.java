package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.Identity;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Protocol;
import io.scapro.wire.FirstBytes;
import io.scapro.wire.Handshake;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Optional;

/** The 8 bytes of a handshake: accepted is only what the peer's protocol encodes. */
class HandshakeFuzzTest {

  @FuzzTest
  void check(byte[] data) {
    byte[] said = Arrays.copyOf(data, Handshake.LENGTH);
    for (Protocol protocol : Protocol.all()) {
      Identity own = protocol.identity();
      byte[] good = Handshake.encode(reversed(own)).getBytes();
      Optional<SpException> refusal = refusal(data.length < said.length ? said : data, own);
      assertEquals(Arrays.equals(good, said), refusal.isEmpty(), own::name);
      refusal.ifPresent(cause -> checkRefusal(said, cause));
      assertTrue(refusal(good, own).isEmpty());
    }
    firstBytes(data);
  }

  private static Identity reversed(Identity own) {
    return new Identity(own.peerName(), own.peerId(), own.name(), own.id());
  }

  private static Optional<SpException> refusal(byte[] said, Identity own) {
    try {
      Handshake.check(Buffer.buffer(said), own);
      return Optional.empty();
    } catch (SpException expected) {
      return Optional.of(expected);
    }
  }

  /** The text says what the peer is: a wrong socket, another protocol or unknown bytes. */
  private static void checkRefusal(byte[] said, SpException cause) {
    assertEquals(Reason.PROTOCOL, cause.reason());
    String text = cause.getMessage();
    if (FirstBytes.isSp(said) && said[6] == 0 && said[7] == 0) {
      int id = Buffer.buffer(said).getUnsignedShort(4);
      assertTrue(text.startsWith("the peer is " + FirstBytes.socket(id)), text);
    } else {
      assertTrue(text.startsWith("expected an SP handshake"), text);
      assertEquals(Handshake.other(said).isPresent(), text.contains("the peer speaks"), text);
    }
  }

  /** More bytes never change what the first ones are. */
  private static void firstBytes(byte[] data) {
    boolean sp = false;
    boolean tls = false;
    boolean http = false;
    for (int length = 0; length <= Math.min(data.length, 16); length++) {
      byte[] start = Arrays.copyOf(data, length);
      assertArrayEquals(
          new boolean[] {sp |= FirstBytes.isSp(start), tls |= FirstBytes.isTls(start)},
          new boolean[] {FirstBytes.isSp(start), FirstBytes.isTls(start)});
      http |= FirstBytes.isHttp(start);
      assertEquals(http, FirstBytes.isHttp(start));
      assertTrue((sp ? 1 : 0) + (tls ? 1 : 0) + (http ? 1 : 0) <= 1, "expected one protocol");
    }
  }
}
