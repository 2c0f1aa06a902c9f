package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.IntSupplier;

/**
 * The number of bytes that a stream reads at once: as many as recent reads returned; within a long
 * message all missing bytes, since each read of a few bytes can cost a context switch. The memory
 * is allocated for each read.
 */
@SuppressWarnings("deprecation") // the interface uses Handle
final class ReadSizes implements MaxMessagesRecvByteBufAllocator {

  private static final int SMALLEST = 64;
  private static final int FIRST = 2 << 10;

  /** Maximum outside of long messages. */
  static final int LARGEST = 256 << 10;

  /** Maximum within a long message. */
  private static final int LARGEST_PART = 1 << 20;

  /** Bytes to read beyond the end of a long message, to get the next header too. */
  private static final int AHEAD = 64 << 10;

  /** Maximum number of reads of a long message per turn. */
  private static final int READS = 4;

  private final MaxMessagesRecvByteBufAllocator adaptive =
      new AdaptiveRecvByteBufAllocator(SMALLEST, FIRST, LARGEST).maxMessagesPerRead(READS);
  private final IntSupplier missing;

  /**
   * @param missing how many bytes of the message in progress are still to come
   */
  ReadSizes(IntSupplier missing) {
    this.missing = missing;
  }

  @Override
  public ExtendedHandle newHandle() {
    return new Sizes((ExtendedHandle) adaptive.newHandle());
  }

  @Override
  public int maxMessagesPerRead() {
    return adaptive.maxMessagesPerRead();
  }

  @Override
  public MaxMessagesRecvByteBufAllocator maxMessagesPerRead(int most) {
    adaptive.maxMessagesPerRead(most);
    return this;
  }

  private final class Sizes extends DelegatingHandle implements ExtendedHandle {

    private final ExtendedHandle lately;

    Sizes(ExtendedHandle lately) {
      super(lately);
      this.lately = lately;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator alloc) {
      return alloc.ioBuffer(guess());
    }

    @Override
    public int guess() {
      return isLong() ? Math.min(missing.getAsInt() + AHEAD, LARGEST_PART) : lately.guess();
    }

    private boolean isLong() {
      return missing.getAsInt() > LARGEST - AHEAD;
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier mayHaveMore) {
      return isLong() && lately.continueReading(mayHaveMore);
    }
  }
}
