package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Message;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopsTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "255, 255", "256, -1", "-1, -1"})
  void hopsAreOneByteInAWord(int word, int hops) {
    assertEquals(hops, Hops.of(new Message(Hops.header(word))));
  }

  @Test
  void shortMessageHasNone() {
    assertEquals(-1, Hops.of(new Message(Buffer.buffer(new byte[3]))));
    assertEquals(0, Hops.of(new Message(Buffer.buffer(new byte[5]))));
  }
}
