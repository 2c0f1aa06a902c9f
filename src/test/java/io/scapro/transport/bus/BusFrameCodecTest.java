package io.scapro.transport.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes on the event bus that are no frame fail with PROTOCOL, whatever they are. */
class BusFrameCodecTest {

  private static void assertRefused(Buffer bytes, String expected) {
    SpException failure = assertThrows(SpException.class, () -> BusFrameCodec.unpacked(bytes, 0));
    assertEquals(Reason.PROTOCOL, failure.reason());
    assertEquals("expected %s on the event bus".formatted(expected), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'', a whole frame",
    "09, a kind of frame from 1 to 8",
    "0102, version 1 of the handshake",
    "02000201010000, a hello in an answer",
    "020503, a whole frame",
    "057fffffff61, whole messages in a batch",
    "05ffffffff61, whole messages in a batch",
    "050000000361, whole messages in a batch",
    "0500000001610000, a whole frame",
    "06ffffffff0000000000000001, credit of zero or more",
  })
  void refusesWhatIsNoFrame(String hex, String expected) {
    assertRefused(Buffer.buffer(HexFormat.of().parseHex(hex)), expected);
  }

  @Test
  void refusesAnswersWithinAnswersWhateverTheirNumber() {
    Buffer nested = Buffer.buffer();
    for (int i = 0; i < 100_000; i++) {
      nested.appendByte((byte) 2).appendByte((byte) 0);
    }
    assertRefused(nested, "a hello in an answer");
  }
}
