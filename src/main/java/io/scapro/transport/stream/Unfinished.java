package io.scapro.transport.stream;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.ReceiveBudget;
import io.scapro.wire.FrameDecoder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The message in progress of a stream. Fails if the peer stops inside it, and accounts for the
 * memory of a long message in the socket's {@link ReceiveBudget}. Runs on the pipe's event loop.
 */
final class Unfinished implements ReceiveBudget.Holder {

  /** Up to this size, in bytes, a message in progress does not count in the budget. */
  private static final int SHORT = 16 << 10;

  /** The stream that reads it. */
  interface Reader {
    /** Whether it is open, and the application has not stopped reading. */
    boolean isReading();

    /** Memory is available again: continue to read. */
    void readOn();

    /** The peer is too slow. */
    void failed(SpException cause);
  }

  private final Host host;
  private final ReceiveBudget budget;
  private final Duration stallTimeout;
  private final FrameDecoder decoder;
  private final Reader reader;
  private final String from;
  private Host.@Nullable Timer timer;
  private long reads;
  private long messages;
  private int held;
  private boolean waits;

  Unfinished(Link link, FrameDecoder decoder, Reader reader, String from) {
    this.host = link.host();
    this.budget = link.budget();
    this.stallTimeout = link.options().getStallTimeout();
    this.decoder = decoder;
    this.reader = reader;
    this.from = from;
  }

  /** Bytes were read. */
  void read() {
    reads++;
  }

  /** A message was finished. */
  void finished() {
    messages++;
  }

  /**
   * Updates the memory in the budget and the timer. To be called before the next read; false: wait
   * for {@link #readOn}.
   */
  boolean mayReadOn() {
    int now = decoder.held() > SHORT ? decoder.held() : 0;
    if (now != held) {
      held = now;
      waits = !budget.hold(this, now);
    }
    watch(); // also after a pause, without further reads
    return !waits;
  }

  @Override
  public void readOn() {
    host.execute(
        () -> {
          waits = false;
          reader.readOn();
          stopWatching();
          watch(); // its time starts now
        });
  }

  /** At most one timer per pipe, and none between messages. */
  void watch() {
    if (timer == null && !stallTimeout.isZero() && decoder.isInside() && reader.isReading()) {
      long seenReads = reads;
      long seenMessages = messages;
      timer = host.after(stallTimeout, () -> check(seenReads, seenMessages));
    }
  }

  private void check(long seenReads, long seenMessages) {
    timer = null;
    boolean stalled = reads == seenReads;
    boolean keepsOthersWaiting = messages == seenMessages && budget.isAwaited();
    if ((stalled || keepsOthersWaiting) && !waits && decoder.isInside() && reader.isReading()) {
      reader.failed(stalled ? stalled() : slow());
    } else {
      watch();
    }
  }

  private SpException stalled() {
    return new SpException(
        Reason.TIMEOUT,
        ("expected the rest of a message within %d ms from %s, got nothing; do: see whether the peer"
                + " hangs or the network is cut, or raise stallTimeout")
            .formatted(stallTimeout.toMillis(), from));
  }

  private SpException slow() {
    return new SpException(
        Reason.LIMIT,
        ("expected the whole message within %d ms from %s, got a part: it holds memory that other"
                + " messages wait for; do: raise receiveBudget or stallTimeout")
            .formatted(stallTimeout.toMillis(), from));
  }

  /** Discards the message and frees its memory. */
  void discard() {
    decoder.discard();
    mayReadOn();
    stopWatching();
  }

  private void stopWatching() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
