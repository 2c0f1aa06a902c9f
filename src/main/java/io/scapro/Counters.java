package io.scapro;

import java.util.EnumMap;
import java.util.Map;

/** The running counts behind {@link SocketStatistics}; on the loop only. */
final class Counters {

  long copies;
  long delivered;
  long filtered;
  long receivedAgain;
  private long written;
  private long writtenBytes;
  private long received;
  private long receivedBytes;
  private final long[] dropped = new long[DropReason.values().length];
  private final long[] happened = new long[SocketEvent.Type.values().length];

  void drop(DropReason reason, long count) {
    dropped[reason.ordinal()] += count;
  }

  void happened(SocketEvent.Type type) {
    happened[type.ordinal()]++;
  }

  /** Takes over the counts of a pipe that is gone. */
  void leave(Pipe pipe) {
    written += pipe.writtenMessages();
    writtenBytes += pipe.writtenBytes();
    received += pipe.receivedMessages();
    receivedBytes += pipe.receivedBytes();
  }

  SocketStatistics snapshot(SpSocket socket) {
    long queuedToSend = 0;
    Counters live = new Counters();
    for (Pipe pipe : socket.pipes()) {
      queuedToSend += pipe.queuedMessages();
      live.leave(pipe);
    }
    return new SocketStatistics(
        socket.id(),
        socket.name(),
        socket.identity().name(),
        socket.pipes().size(),
        copies,
        written + live.written,
        writtenBytes + live.writtenBytes,
        queuedToSend,
        received + live.received + receivedAgain,
        receivedBytes + live.receivedBytes,
        delivered,
        filtered,
        socket.queuedToDeliver(),
        named(dropped, DropReason.class),
        named(happened, SocketEvent.Type.class),
        socket.roundTrips().summary(),
        socket.protocolStatistics(),
        socket.endpoints().stream().map(EndpointBase::statistics).toList(),
        socket.pipes().stream().map(PipeStatistics::of).toList());
  }

  private static <E extends Enum<E>> Map<E, Long> named(long[] counts, Class<E> type) {
    Map<E, Long> result = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      if (counts[constant.ordinal()] > 0) {
        result.put(constant, counts[constant.ordinal()]);
      }
    }
    return result;
  }
}
