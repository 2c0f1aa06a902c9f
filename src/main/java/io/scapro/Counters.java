package io.scapro;

import java.util.EnumMap;
import java.util.Map;

/** The running counts behind {@link SocketStatistics}; on the loop only. */
final class Counters {

  long copies;
  long delivered;
  long filtered;
  private long written;
  private long writtenBytes;
  private long received;
  private long receivedBytes;
  private final long[] dropped = new long[DropReason.values().length];

  void drop(DropReason reason, long count) {
    dropped[reason.ordinal()] += count;
  }

  /** Takes over the counts of a pipe that is gone. */
  void leave(Pipe pipe) {
    written += pipe.writtenMessages();
    writtenBytes += pipe.writtenBytes();
    received += pipe.receivedMessages();
    receivedBytes += pipe.receivedBytes();
  }

  SocketStatistics snapshot(Iterable<Pipe> pipes, long queuedToDeliver) {
    int live = 0;
    long queuedToSend = 0;
    Counters sum = new Counters();
    for (Pipe pipe : pipes) {
      live++;
      queuedToSend += pipe.queuedMessages();
      sum.leave(pipe);
    }
    return new SocketStatistics(
        live,
        copies,
        written + sum.written,
        writtenBytes + sum.writtenBytes,
        queuedToSend,
        received + sum.received,
        receivedBytes + sum.receivedBytes,
        delivered,
        filtered,
        queuedToDeliver,
        drops());
  }

  private Map<DropReason, Long> drops() {
    Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      if (dropped[reason.ordinal()] > 0) {
        drops.put(reason, dropped[reason.ordinal()]);
      }
    }
    return drops;
  }
}
