package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.policy.Backtrace;
import io.scapro.policy.Hops;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/** The headers in front of bodies: backtraces of requests and surveys, and hop counts. */
class HeadersFuzzTest {

  private static final int DEVICES = 8;

  @FuzzTest
  void backtrace(byte[] data) {
    Buffer body = Buffer.buffer(data);
    int length = Backtrace.length(body);
    assertEquals(simple(data), length);
    for (int ttl = 1; ttl <= 16; ttl++) {
      boolean good = length > 0 && length / Backtrace.WORD <= ttl;
      assertEquals(good, Backtrace.isGood(length, ttl));
      if (!good) {
        assertEquals(
            length < 0 ? DropReason.MALFORMED : DropReason.TTL_EXCEEDED, Backtrace.refusal(length));
      }
    }
    if (length > 0) {
      whole(data, length);
    }
    int id = Backtrace.id(new Message(body));
    assertEquals(length == Backtrace.WORD ? body.getInt(0) : 0, id);
  }

  private static int simple(byte[] data) {
    ByteBuffer words = ByteBuffer.wrap(data);
    while (words.remaining() >= Integer.BYTES) {
      if ((words.getInt() & 0x80000000L) != 0) {
        return words.position();
      }
    }
    return -1;
  }

  /** Header and body are the message; each device makes the header one word longer. */
  private static void whole(byte[] data, int length) {
    Message split = new Message(Buffer.buffer(data)).split(length);
    assertEquals(Buffer.buffer(data), split.header().copy().appendBuffer(split.body()));
    assertEquals(data.length, split.length());
    Buffer crossed = split.header();
    for (int device = 0; device < DEVICES; device++) {
      crossed = Buffer.buffer().appendInt(device).appendBuffer(crossed);
      Buffer sent = crossed.copy().appendBuffer(split.body());
      assertEquals(length + (device + 1) * Backtrace.WORD, Backtrace.length(sent));
    }
    int bottom = split.header().getInt(length - Backtrace.WORD);
    assertEquals(Backtrace.WORD, Backtrace.length(Backtrace.header(bottom)));
    assertEquals(bottom, Backtrace.id(new Message(Backtrace.header(bottom))));
  }

  @FuzzTest
  void hops(byte[] data) {
    Message message = new Message(Buffer.buffer(data));
    int hops = Hops.of(message);
    boolean good = data.length >= Hops.LENGTH && data[0] == 0 && data[1] == 0 && data[2] == 0;
    assertEquals(good ? data[3] & 0xff : -1, hops);
    if (good) {
      Message split = message.split(Hops.LENGTH);
      assertEquals(split.header(), Hops.header(hops));
      assertEquals(data.length - Hops.LENGTH, split.body().length());
      Buffer next = Hops.header(hops + 1).appendBuffer(split.body());
      assertTrue(Hops.of(new Message(next)) == (hops == 0xff ? -1 : hops + 1));
    }
  }
}
