package io.scapro.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ReadSizesTest {

  private static final int AHEAD = 64 << 10;
  private static final int LARGEST_PART = 1 << 20;

  private int missing;
  private final ExtendedHandle sizes = new ReadSizes(() -> missing).newHandle();

  ReadSizesTest() {
    sizes.reset(new EmbeddedChannel().config());
  }

  /** Reads as many bytes as there is room for. Returns how many. */
  private int read() {
    ByteBuf into = sizes.allocate(UnpooledByteBufAllocator.DEFAULT);
    int room = into.writableBytes();
    into.release();
    sizes.attemptedBytesRead(room);
    sizes.incMessagesRead(1);
    sizes.lastBytesRead(room);
    sizes.readComplete();
    return room;
  }

  @Test
  void growWithTheStreamUpToALimit() {
    int first = read();
    int last = first;
    for (int i = 0; i < 100; i++) {
      last = read();
    }
    assertTrue(first < last);
    assertEquals(ReadSizes.LARGEST, last);
  }

  @Test
  void takeTheRestOfALongMessageAtOnceAndTheNextHeader() {
    missing = 500_000;
    assertEquals(500_000 + AHEAD, read());
    missing = 100_000_000;
    assertEquals(LARGEST_PART, read());
  }

  @Test
  void takeAsMuchAsBeforeBehindALongMessage() {
    int before = read();
    missing = LARGEST_PART;
    read();
    missing = 0;
    assertTrue(read() <= ReadSizes.LARGEST);
    assertTrue(before < LARGEST_PART);
  }

  @Test
  void readAgainInTheSameTurnOnlyWithinALongMessage() {
    missing = LARGEST_PART;
    read();
    assertTrue(sizes.continueReading(() -> true));
    missing = 0;
    assertFalse(sizes.continueReading(() -> true));
  }
}
