package io.scapro.protocol;

import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketStatistics;
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
import org.junit.jupiter.api.Test;

class SubSocketTest implements SocketContract<SubSocket, SubOptions> {

  private final Bench bench = new Bench();
  private final List<String> got = new ArrayList<>();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("sub", 0x21, "pub", 0x20);
  }

  @Override
  public SubOptions options() {
    return new SubOptions();
  }

  @Override
  public SubSocket open(Host host, SubOptions options) {
    return new SubSocket(host, options);
  }

  @Override
  public SubSocket create(Vertx vertx, SubOptions options) {
    return SubSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(SubSocket socket) {
    return List.of(socket::receive, () -> socket.subscribe("a"), () -> socket.unsubscribe("a"));
  }

  private void note(Message message) {
    got.add(message.body().toString());
  }

  @Test
  void readsNothingWithoutASubscription() {
    SubSocket sub = open();
    sub.handler(this::note);
    FakePeer peer = FakePeer.join(sub);
    peer.offer("a");
    peer.offer("");
    assertEquals(List.of(), got);
    assertEquals(2, bench.statistics(sub).filtered());
  }

  @Test
  void readsWhatBeginsWithATopic() {
    SubSocket sub = open();
    sub.handler(this::note);
    result(sub.subscribe("ab"));
    FakePeer peer = FakePeer.join(sub);
    List.of("a", "ab", "abc", "Ab", "b", " ab", "").forEach(peer::offer);
    assertEquals(List.of("ab", "abc"), got);
    assertEquals(5, bench.statistics(sub).filtered());
  }

  @Test
  void readsEverythingWithTheEmptyTopic() {
    SubSocket sub = open();
    sub.handler(this::note);
    result(sub.subscribe(""));
    FakePeer peer = FakePeer.join(sub);
    peer.offer("");
    peer.offer("x");
    assertEquals(List.of("", "x"), got);
  }

  @Test
  void comparesTopicsByteByByte() {
    SubSocket sub = open();
    List<Buffer> bodies = new ArrayList<>();
    sub.handler(message -> bodies.add(message.body()));
    result(sub.subscribe(Buffer.buffer(new byte[] {0, -1})));
    FakePeer peer = FakePeer.join(sub);
    peer.offer(Buffer.buffer(new byte[] {0, -1, 5}));
    peer.offer(Buffer.buffer(new byte[] {0, 1}));
    assertEquals(List.of(Buffer.buffer(new byte[] {0, -1, 5})), bodies);
  }

  @Test
  void countsSubscriptions() {
    SubSocket sub = open();
    sub.handler(this::note);
    result(sub.subscribe("a"));
    result(sub.subscribe("a"));
    result(sub.unsubscribe("a"));
    FakePeer peer = FakePeer.join(sub);
    peer.offer("a1");
    result(sub.unsubscribe("a"));
    peer.offer("a2");
    assertEquals(List.of("a1"), got);
    String text = failure(Reason.STATE, sub.unsubscribe("a")).getMessage();
    assertTrue(text.contains("\"a\""), text);
  }

  @Test
  void discardsUnreadMessagesThatNoTopicAsksForAnyMore() {
    SubSocket sub = open();
    result(sub.subscribe("a"));
    result(sub.subscribe("ab"));
    result(sub.subscribe("c"));
    FakePeer peer = FakePeer.join(sub);
    List.of("a1", "ab1", "c1", "a2").forEach(peer::offer);
    result(sub.unsubscribe("a"));
    assertEquals(2, bench.dropped(sub, DropReason.UNSUBSCRIBED));
    sub.handler(this::note);
    assertEquals(List.of("ab1", "c1"), got);
  }

  @Test
  void dropsTheOldestWhenFullAndNeverStopsAPublisher() {
    SubSocket sub = open(options().setReceiveBuffer(3));
    result(sub.subscribe(""));
    FakePeer peer = FakePeer.join(sub);
    for (int i = 0; i < 10; i++) {
      peer.offer("" + i);
      assertFalse(peer.isStopped());
    }
    assertEquals(7, bench.dropped(sub, DropReason.QUEUE_FULL));
    sub.handler(this::note);
    assertEquals(List.of("7", "8", "9"), got);
  }

  @Test
  void dropsWhatIsNewWhereThatIsPreferred() {
    SubSocket sub = open(options().setReceiveBuffer(3).setPreferNew(false));
    result(sub.subscribe(""));
    FakePeer peer = FakePeer.join(sub);
    for (int i = 0; i < 10; i++) {
      peer.offer("" + i);
    }
    assertEquals(7, bench.dropped(sub, DropReason.QUEUE_FULL));
    sub.handler(this::note);
    assertEquals(List.of("0", "1", "2"), got);
  }

  @Test
  void sharesOneQueueAmongPublishers() {
    SubSocket sub = open(options().setReceiveBuffer(2));
    result(sub.subscribe(""));
    FakePeer loud = FakePeer.join(sub);
    FakePeer quiet = FakePeer.join(sub);
    quiet.offer("q");
    loud.offer("1");
    loud.offer("2");
    assertEquals("1", result(sub.receive()).body().toString());
    assertEquals("2", result(sub.receive()).body().toString());
  }

  @Test
  void filtersBeforeItDrops() {
    SubSocket sub = open(options().setReceiveBuffer(1));
    result(sub.subscribe("a"));
    FakePeer peer = FakePeer.join(sub);
    peer.offer("a1");
    peer.offer("b1");
    assertEquals("a1", result(sub.receive()).body().toString());
    SocketStatistics counts = bench.statistics(sub);
    assertEquals(1, counts.filtered());
    assertEquals(0, counts.dropped(DropReason.QUEUE_FULL));
  }

  @Test
  void deliversWhatArrivedBeforeThePublisherLeft() {
    SubSocket sub = open();
    result(sub.subscribe(""));
    FakePeer peer = FakePeer.join(sub);
    peer.offer("1");
    peer.disconnect();
    sub.handler(this::note);
    assertEquals(List.of("1"), got);
  }

  @Test
  void takesSubscriptionsFromElsewhere() {
    SubSocket sub = open();
    sub.handler(this::note);
    bench.host().elsewhere(() -> sub.subscribe("a"));
    bench.host().turn();
    FakePeer.join(sub).offer("a");
    assertEquals(List.of("a"), got);
  }

  @Test
  void timesOutWhenNothingComes() {
    SubSocket sub = open(options().setReceiveTimeout(Duration.ofMillis(5)));
    Future<Message> waiting = sub.receive();
    FakePeer.join(sub).offer("not subscribed to");
    bench.host().advance(Duration.ofMillis(5));
    failure(Reason.TIMEOUT, waiting);
  }

  @Test
  void givesLentBodiesBackWhereverTheyGo() {
    SubSocket sub = open(options().setReceiveBuffer(1));
    result(sub.subscribe("a"));
    FakePeer peer = FakePeer.join(sub);
    List<String> back = new ArrayList<>();
    for (String body : List.of("filtered", "a dropped", "a unsubscribed")) {
      Message.Lease lease =
          new Message.Lease() {
            @Override
            public void giveBack() {
              back.add(body);
            }

            @Override
            public void keep() {
              throw new AssertionError("expected " + body + " to be given back");
            }
          };
      peer.offer(new Message(Buffer.buffer(), Buffer.buffer(body), peer.peer(), lease));
    }
    result(sub.unsubscribe("a"));
    assertEquals(List.of("filtered", "a dropped", "a unsubscribed"), back);
  }
}
