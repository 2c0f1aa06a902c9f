package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Message;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BacktraceTest {

  private static final int ID = 0x80000007;

  @Test
  void headerEndsWithTheMarkedWord() {
    assertEquals(4, Backtrace.length(Backtrace.header(ID)));
    assertEquals(8, Backtrace.length(Buffer.buffer().appendInt(1).appendInt(ID).appendInt(ID)));
    assertEquals(-1, Backtrace.length(Buffer.buffer()));
    assertEquals(-1, Backtrace.length(Buffer.buffer().appendInt(1)));
    assertEquals(-1, Backtrace.length(Backtrace.header(ID).slice(0, 3)));
  }

  @Test
  void headerHasAtMostSoManyWords() {
    assertTrue(Backtrace.isGood(8, 2));
    assertFalse(Backtrace.isGood(12, 2));
    assertFalse(Backtrace.isGood(-1, 2));
    assertEquals(DropReason.TTL_EXCEEDED, Backtrace.refusal(12));
    assertEquals(DropReason.MALFORMED, Backtrace.refusal(-1));
  }

  @Test
  void emptyAnswerHasAnId() {
    assertEquals(ID, Backtrace.id(new Message(Backtrace.header(ID))));
    assertEquals(ID, Backtrace.id(new Message(Backtrace.header(ID).appendByte((byte) 1))));
    assertEquals(0, Backtrace.id(new Message(Buffer.buffer().appendInt(7))));
    assertEquals(0, Backtrace.id(new Message(Backtrace.header(ID).slice(0, 3))));
  }
}
