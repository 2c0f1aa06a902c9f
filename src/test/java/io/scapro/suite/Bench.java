package io.scapro.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Socket;
import io.scapro.SocketStatistics;
import io.scapro.testing.FakeHost;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One host and the sockets of one test, with the accounts they have to keep. */
public final class Bench {

  private static final Set<DropReason> SENDING =
      EnumSet.of(
          DropReason.PEER_FULL,
          DropReason.DISCONNECTED,
          DropReason.PEER_GONE,
          DropReason.BAD_HEADER);

  /** Between the socket and the application: the message was delivered all the same. */
  private static final Set<DropReason> AFTER_DELIVERY = EnumSet.of(DropReason.CONSUMER_FAILED);

  private final FakeHost host;
  private final List<Socket> sockets = new ArrayList<>();

  public Bench() {
    this(FakeHost.onEventLoop());
  }

  public Bench(FakeHost host) {
    this.host = host;
  }

  public FakeHost host() {
    return host;
  }

  public <S extends Socket> S add(S socket) {
    sockets.add(socket);
    return socket;
  }

  /** What {@code socket} has counted until now. */
  public SocketStatistics statistics(Socket socket) {
    Future<SocketStatistics> answer = socket.statistics();
    host.turn();
    return Futures.result(answer);
  }

  public long dropped(Socket socket, DropReason reason) {
    return statistics(socket).dropped(reason);
  }

  /** Closes everything; the accounts must be right before and after, and nothing may be left. */
  public void close() {
    host.turn();
    sockets.forEach(this::assertBalanced);
    List<Future<Void>> ends = sockets.stream().map(Socket::close).toList();
    host.advance(Duration.ofDays(1));
    ends.forEach(Futures::result);
    sockets.forEach(this::assertBalanced);
    sockets.forEach(socket -> assertEquals(0, statistics(socket).queuedToSend()));
    sockets.forEach(socket -> assertEquals(0, statistics(socket).pipes()));
    assertEquals(0, host.liveTimers(), "timers left");
    assertEquals(0, host.closeHooks(), "close hooks left");
    assertTrue(host.failures().isEmpty(), () -> "handlers failed: " + host.failures());
  }

  private void assertBalanced(Socket socket) {
    SocketStatistics counts = statistics(socket);
    assertEquals(
        counts.copies(),
        counts.written() + counts.queuedToSend() + drops(counts, true),
        () -> "copies sent: " + counts);
    assertEquals(
        counts.received(),
        counts.delivered() + counts.filtered() + counts.queuedToDeliver() + drops(counts, false),
        () -> "messages received: " + counts);
  }

  private static long drops(SocketStatistics counts, boolean sending) {
    return counts.dropped().entrySet().stream()
        .filter(drop -> !AFTER_DELIVERY.contains(drop.getKey()))
        .filter(drop -> SENDING.contains(drop.getKey()) == sending)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
