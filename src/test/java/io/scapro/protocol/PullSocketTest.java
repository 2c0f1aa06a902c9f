package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.spi.Host;
import io.scapro.suite.Bench;
import io.scapro.suite.SocketContract;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PullSocketTest implements SocketContract<PullSocket, SocketOptions> {

  private final Bench bench = new Bench();
  private final List<String> got = new ArrayList<>();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("pull", 0x51, "push", 0x50);
  }

  @Override
  public SocketOptions options() {
    return new SocketOptions();
  }

  @Override
  public PullSocket open(Host host, SocketOptions options) {
    return new PullSocket(host, options);
  }

  @Override
  public PullSocket create(Vertx vertx, SocketOptions options) {
    return PullSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(PullSocket socket) {
    return List.of(socket::receive);
  }

  private void note(Message message) {
    got.add(message.body().toString());
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  @Test
  void handsOverAtOnceToAHandler() {
    PullSocket pull = open();
    FakePeer peer = FakePeer.join(pull);
    pull.handler(
        message -> {
          assertSame(peer.peer(), message.peer());
          note(message);
        });
    numbers(0, 500).forEach(peer::offer);
    assertEquals(numbers(0, 500), got);
    assertEquals(500, bench.statistics(pull).delivered());
  }

  @Test
  void keepsWhatComesBeforeAnybodyReads() {
    PullSocket pull = open();
    FakePeer peer = FakePeer.join(pull);
    numbers(0, 3).forEach(peer::offer);
    assertEquals(3, bench.statistics(pull).queuedToDeliver());
    pull.handler(this::note);
    assertEquals(numbers(0, 3), got);
  }

  @Test
  void stopsAPeerAtTheReceiveBufferAndResumesItAtHalfOfIt() {
    PullSocket pull = open(options().setReceiveBuffer(8));
    FakePeer peer = FakePeer.join(pull);
    numbers(0, 20).forEach(peer::offer);
    assertTrue(peer.isStopped());
    assertEquals(8, bench.statistics(pull).queuedToDeliver());
    pull.pause().handler(this::note);
    pull.fetch(3);
    assertTrue(peer.isStopped());
    assertEquals(8, bench.statistics(pull).received());
    pull.fetch(1);
    assertEquals(12, bench.statistics(pull).received());
    pull.resume();
    assertEquals(numbers(0, 20), got);
    assertFalse(peer.isStopped());
  }

  @Test
  void stopsAPeerAtTheBytesOfTheReceiveBufferToo() {
    PullSocket pull = open(options().setReceiveBufferBytes(10));
    FakePeer peer = FakePeer.join(pull);
    peer.offer("123456789");
    assertFalse(peer.isStopped());
    peer.offer("123456");
    assertTrue(peer.isStopped());
    result(pull.receive());
    assertTrue(peer.isStopped());
    result(pull.receive());
    assertFalse(peer.isStopped());
  }

  @Test
  void worksWithTheSmallestReceiveBuffer() {
    PullSocket pull = open(options().setReceiveBuffer(1).setReceiveBufferBytes(1));
    FakePeer peer = FakePeer.join(pull);
    numbers(0, 5).forEach(peer::offer);
    assertEquals(1, bench.statistics(pull).received());
    pull.handler(this::note);
    assertEquals(numbers(0, 5), got);
  }

  @Test
  void stopsOnePeerAndReadsTheOthers() {
    PullSocket pull = open(options().setReceiveBuffer(2));
    FakePeer loud = FakePeer.join(pull);
    FakePeer quiet = FakePeer.join(pull);
    numbers(0, 10).forEach(loud::offer);
    quiet.offer("q");
    assertTrue(loud.isStopped());
    assertFalse(quiet.isStopped());
    pull.handler(this::note);
    assertEquals(List.of("0", "q", "1"), got.subList(0, 3));
    assertEquals(11, got.size());
  }

  @Test
  void readsPeersInFairTurns() {
    PullSocket pull = open();
    FakePeer a = FakePeer.join(pull);
    FakePeer b = FakePeer.join(pull);
    List.of("a1", "a2", "a3").forEach(a::offer);
    List.of("b1", "b2").forEach(b::offer);
    pull.handler(this::note);
    assertEquals(List.of("a1", "b1", "a2", "b2", "a3"), got);
  }

  @Test
  void readsTheBestPriorityFirst() {
    PullSocket pull = open();
    List<FakePeer> peers = new ArrayList<>();
    for (int priority = 1; priority <= 16; priority++) {
      peers.add(FakePeer.join(pull, new EndpointOptions().setReceivePriority(priority)));
    }
    for (int priority = 16; priority >= 1; priority--) {
      peers.get(priority - 1).offer(priority + "a");
      peers.get(priority - 1).offer(priority + "b");
    }
    pull.handler(this::note);
    List<String> expected = new ArrayList<>();
    for (int priority = 1; priority <= 16; priority++) {
      expected.add(priority + "a");
      expected.add(priority + "b");
    }
    assertEquals(expected, got);
  }

  @Test
  void pausesAtOnceAndFetchesExactlyWhatIsAskedFor() {
    PullSocket pull = open();
    FakePeer peer = FakePeer.join(pull);
    pull.handler(
        message -> {
          note(message);
          if (got.size() == 2) {
            pull.pause();
          }
        });
    numbers(0, 10).forEach(peer::offer);
    assertEquals(numbers(0, 2), got);
    pull.fetch(1);
    assertEquals(numbers(0, 3), got);
    pull.fetch(0);
    assertEquals(numbers(0, 3), got);
    pull.fetch(2);
    pull.fetch(2);
    assertEquals(numbers(0, 7), got);
    pull.resume();
    assertEquals(numbers(0, 10), got);
    assertThrows(IllegalArgumentException.class, () -> pull.fetch(-1));
  }

  @Test
  void fetchesOneByOneFromWithinTheHandler() {
    PullSocket pull = open();
    FakePeer peer = FakePeer.join(pull);
    numbers(0, 100).forEach(peer::offer);
    pull.pause();
    pull.handler(
        message -> {
          note(message);
          pull.fetch(1);
        });
    pull.fetch(1);
    assertEquals(numbers(0, 100), got);
  }

  @Test
  void servesReceiversInTheOrderTheyCame() {
    PullSocket pull = open();
    Future<Message> first = pull.receive();
    Future<Message> second = pull.receive();
    FakePeer peer = FakePeer.join(pull);
    peer.offer("1");
    assertEquals("1", result(first).body().toString());
    assertPending(second);
    peer.offer("2");
    peer.offer("3");
    assertEquals("2", result(second).body().toString());
    assertEquals("3", result(pull.receive()).body().toString());
  }

  @Test
  void givesUpReceivingAfterTheReceiveTimeout() {
    PullSocket pull = open(options().setReceiveTimeout(Duration.ofMillis(30)));
    FakePeer peer = FakePeer.join(pull);
    Future<Message> late = pull.receive();
    bench.host().advance(Duration.ofMillis(20));
    Future<Message> inTime = pull.receive();
    bench.host().advance(Duration.ofMillis(10));
    failure(Reason.TIMEOUT, late);
    peer.offer("1");
    assertEquals("1", result(inTime).body().toString());
  }

  @Test
  void doesNotWaitAtAllWithAReceiveTimeoutOfZero() {
    PullSocket pull = open(options().setReceiveTimeout(Duration.ZERO));
    failure(Reason.TIMEOUT, pull.receive());
    FakePeer.join(pull).offer("1");
    assertEquals("1", result(pull.receive()).body().toString());
  }

  @Test
  void refusesToReceiveBesideAHandler() {
    PullSocket pull = open();
    pull.handler(this::note);
    failure(Reason.STATE, pull.receive());
    pull.handler(null);
    assertPending(pull.receive());
  }

  @Test
  void deliversWhatArrivedBeforeThePeerLeft() {
    PullSocket pull = open(options().setReceiveBuffer(2));
    FakePeer peer = FakePeer.join(pull);
    peer.offer("1");
    peer.offer("2");
    peer.disconnect();
    pull.handler(this::note);
    assertEquals(List.of("1", "2"), got);
  }

  @Test
  void discardsAndCountsWhatNobodyReadBeforeItsEnd() {
    PullSocket pull = open();
    FakePeer peer = FakePeer.join(pull);
    numbers(0, 3).forEach(peer::offer);
    List<String> ends = new ArrayList<>();
    pull.endHandler(nothing -> ends.add("end"));
    result(pull.close());
    assertEquals(List.of("end"), ends);
    assertEquals(3, bench.dropped(pull, DropReason.CLOSED));
  }

  @Test
  void failsThoseWhoReceiveWhenItIsClosed() {
    PullSocket pull = open();
    Future<Message> waiting = pull.receive();
    result(pull.close());
    failure(Reason.CLOSED, waiting);
  }

  @Test
  void reportsWhatAHandlerThrowsAndGoesOn() {
    PullSocket pull = open();
    FakePeer peer = FakePeer.join(pull);
    pull.handler(
        message -> {
          note(message);
          throw new IllegalStateException("oops");
        });
    peer.offer("1");
    peer.offer("2");
    assertEquals(List.of("1", "2"), got);
    assertEquals(2, bench.host().failures().size());
    bench.host().failures().clear();
  }

  @Test
  void lendsBodiesForTheLengthOfTheHandlerUnlessTheyAreKept() {
    PullSocket pull = open();
    FakePeer peer = FakePeer.join(pull);
    List<String> leases = new ArrayList<>();
    Message.Lease lease =
        new Message.Lease() {
          @Override
          public void giveBack() {
            leases.add("back");
          }

          @Override
          public void keep() {
            leases.add("kept");
          }
        };
    pull.handler(message -> assertEquals(List.of(), leases));
    peer.offer(new Message(Buffer.buffer(), Buffer.buffer("1"), peer.peer(), lease));
    assertEquals(List.of("back"), leases);
    pull.handler(Message::keep);
    peer.offer(new Message(Buffer.buffer(), Buffer.buffer("2"), peer.peer(), lease));
    assertEquals(List.of("back", "kept"), leases);
    pull.handler(null);
    peer.offer(new Message(Buffer.buffer(), Buffer.buffer("3"), peer.peer(), lease));
    result(pull.receive());
    assertEquals(List.of("back", "kept", "kept"), leases);
    peer.offer(new Message(Buffer.buffer(), Buffer.buffer("4"), peer.peer(), lease));
    result(pull.close());
    assertEquals(List.of("back", "kept", "kept", "back"), leases);
  }

  @Test
  void countsDropsInOneEventPerTurn() {
    PullSocket pull = open();
    FakePeer peer = FakePeer.join(pull);
    numbers(0, 5).forEach(peer::offer);
    List<String> events = new ArrayList<>();
    pull.eventHandler(
        event -> event.dropReason().ifPresent(why -> events.add(why + " " + event.count())));
    result(pull.close());
    bench.host().turn();
    assertEquals(List.of("CLOSED 5"), events);
  }
}
