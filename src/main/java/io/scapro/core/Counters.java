package io.scapro.core;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Peer;
import io.scapro.PeerStatistics;
import io.scapro.SocketEvent;
import io.scapro.SocketStatistics;
import io.scapro.spi.Engine;
import io.scapro.spi.Pipe;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The counters behind {@link SocketStatistics}; on the event loop only. */
final class Counters {

  long copies;
  long delivered;
  long filtered;
  long receivedAgain;
  final RoundTrips roundTrips = new RoundTrips();
  private long written;
  private long writtenBytes;
  private long received;
  private long receivedBytes;
  private final long[] dropped = new long[DropReason.values().length];
  private final long[] happened = new long[SocketEvent.Type.values().length];

  @SuppressWarnings("EnumOrdinal") // an index in memory; other processes only see codes
  void drop(DropReason reason, long count) {
    dropped[reason.ordinal()] += count;
  }

  @SuppressWarnings("EnumOrdinal") // as for drop
  void happened(SocketEvent.Type type) {
    happened[type.ordinal()]++;
  }

  /** Adds the counts of a closed pipe. */
  void add(Pipe pipe) {
    written += pipe.writtenMessages();
    writtenBytes += pipe.writtenBytes();
    received += pipe.receivedMessages();
    receivedBytes += pipe.receivedBytes();
  }

  SocketStatistics snapshot(
      int id,
      String name,
      Identity identity,
      Engine.Machine machine,
      Set<Pipe> pipes,
      Set<OwnedEndpoint> endpoints) {
    long queuedToSend = 0;
    Counters live = new Counters();
    for (Pipe pipe : pipes) {
      queuedToSend += pipe.queuedMessages();
      live.add(pipe);
    }
    return new SocketStatistics(
        id,
        name,
        identity.name(),
        pipes.size(),
        copies,
        written + live.written,
        writtenBytes + live.writtenBytes,
        queuedToSend,
        received + live.received + receivedAgain,
        receivedBytes + live.receivedBytes,
        delivered,
        filtered,
        machine.queuedToDeliver(),
        named(dropped, DropReason.class),
        named(happened, SocketEvent.Type.class),
        roundTrips.summary(),
        machine.protocolStatistics(),
        endpoints.stream().map(OwnedEndpoint::statistics).toList(),
        pipes.stream().map(Counters::statistics).toList());
  }

  @SuppressWarnings("EnumOrdinal") // as for drop
  private static <E extends Enum<E>> Map<E, Long> named(long[] counts, Class<E> type) {
    Map<E, Long> result = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      if (counts[constant.ordinal()] > 0) {
        result.put(constant, counts[constant.ordinal()]);
      }
    }
    return result;
  }

  private static PeerStatistics statistics(Pipe pipe) {
    Peer peer = pipe.peer();
    return new PeerStatistics(
        peer.id(),
        peer.endpoint().address().toString(),
        peer.remoteAddress(),
        peer.localAddress(),
        pipe.queuedMessages(),
        pipe.queuedBytes(),
        pipe.writtenMessages(),
        pipe.writtenBytes(),
        pipe.receivedMessages(),
        pipe.receivedBytes());
  }
}
