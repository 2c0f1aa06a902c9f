package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Identity;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

  private static final Identity REQ = new Identity("req", 0x30, "rep", 0x31);

  private static Buffer hex(String hex) {
    return Buffer.buffer(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void saysWhoItIs() {
    assertEquals(hex("00535000 0030 0000"), Handshake.encode(REQ));
    assertEquals(
        hex("00535000 fffe 0000"), Handshake.encode(new Identity("far", 0xfffe, "near", 1)));
  }

  @Test
  void takesItsPeer() {
    Handshake.check(hex("00535000 0031 0000"), REQ);
    Handshake.check(hex("00535000 0031 0000 00"), REQ);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01535000 0031 0000",
        "00545000 0031 0000",
        "00535100 0031 0000",
        "00535001 0031 0000",
        "005350ff 0031 0000",
        "00535000 0031 0001",
        "00535000 0031 8000",
        "0000000000000000",
        "ffffffffffffffff"
      })
  void refusesWhatIsNoHandshake(String said) {
    SpException refusal = assertThrows(SpException.class, () -> Handshake.check(hex(said), REQ));
    assertEquals(Reason.PROTOCOL, refusal.reason());
    assertTrue(refusal.getMessage().contains(said.replace(" ", "")), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "474554202f204854, HTTP; do: use ws://",
    "485454502f312e31, HTTP; do: use ws://",
    "16030100c0010000, TLS; do: use tls+tcp://"
  })
  void namesWhatThePeerSpeaks(String said, String speech) {
    SpException refusal = assertThrows(SpException.class, () -> Handshake.check(hex(said), REQ));
    assertEquals(Reason.PROTOCOL, refusal.reason());
    assertTrue(refusal.getMessage().contains("the peer speaks " + speech), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0030", "0000", "0050", "3100", "8031", "ffff"})
  void refusesEveryOtherTypeOfPeer(String type) {
    SpException refusal =
        assertThrows(
            SpException.class, () -> Handshake.check(hex("00535000" + type + "0000"), REQ));
    assertEquals(Reason.PROTOCOL, refusal.reason());
    String text = refusal.getMessage();
    assertTrue(text.contains("; a req socket expects a rep peer; do: "), text);
    String named =
        Map.of("0030", "a req socket", "0050", "a push socket").getOrDefault(type, "0x" + type);
    assertTrue(text.contains(named), text);
  }
}
