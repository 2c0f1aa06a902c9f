package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
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

class StarSocketTest implements SocketContract<StarSocket, StarOptions> {

  private final Bench bench = new Bench();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("star", 0x640, "star", 0x640);
  }

  @Override
  public StarOptions options() {
    return new StarOptions();
  }

  @Override
  public StarSocket open(Host host, StarOptions options) {
    return new StarSocket(host, options);
  }

  @Override
  public StarSocket create(Vertx vertx, StarOptions options) {
    return StarSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(StarSocket socket) {
    return List.of(
        () -> socket.send(Buffer.buffer()), () -> socket.write(Buffer.buffer()), socket::receive);
  }

  private final List<String> got = new ArrayList<>();

  private static void send(StarSocket star, String body) {
    result(star.send(Buffer.buffer(body)));
  }

  private static Buffer hops(int hops, String body) {
    return Buffer.buffer().appendInt(hops).appendString(body);
  }

  private StarSocket reading(StarOptions options) {
    StarSocket star = open(options);
    star.handler(message -> got.add(message.body().toString()));
    return star;
  }

  @Test
  void sendsToAllItsPeersWithHopsZero() {
    StarSocket star = reading(options());
    FakePeer a = FakePeer.join(star);
    FakePeer b = FakePeer.join(star);
    send(star, "x");
    assertEquals(hops(0, "x"), a.lastSent());
    assertEquals(hops(0, "x"), b.lastSent());
    assertEquals(List.of(), got);
  }

  @Test
  void readsAMessageAndPassesItOnToAllOthersOneHopHigher() {
    StarSocket star = reading(options());
    FakePeer from = FakePeer.join(star);
    FakePeer a = FakePeer.join(star);
    FakePeer b = FakePeer.join(star);
    from.offer(hops(3, "x"));
    assertEquals(List.of("x"), got);
    assertEquals(hops(4, "x"), a.lastSent());
    assertEquals(hops(4, "x"), b.lastSent());
    assertEquals(List.of(), from.sent());
    assertEquals(2, bench.statistics(star).copies());
  }

  @Test
  void dropsWhatCrossedAsManyMembersAsTheTtl() {
    StarSocket star = reading(options().setTtl(3));
    FakePeer from = FakePeer.join(star);
    FakePeer other = FakePeer.join(star);
    from.offer(hops(2, "last"));
    from.offer(hops(3, "too far"));
    assertEquals(List.of("last"), got);
    assertEquals(hops(3, "last"), other.lastSent());
    assertEquals(1, other.sent().size());
    assertEquals(1, bench.dropped(star, DropReason.TTL_EXCEEDED));
    assertFalse(from.isClosed());
  }

  @Test
  void dropsWhatHasNoHopCountAndKeepsThePeer() {
    StarSocket star = reading(options());
    FakePeer from = FakePeer.join(star);
    FakePeer other = FakePeer.join(star);
    from.offer(Buffer.buffer());
    from.offer(Buffer.buffer(new byte[3]));
    from.offer(hops(0x100, "x"));
    from.offer(hops(0x01000000, "x"));
    from.offer(hops(0x80000000, "x"));
    assertEquals(5, bench.dropped(star, DropReason.MALFORMED));
    assertEquals(List.of(), other.sent());
    assertFalse(from.isClosed());
    from.offer(hops(0, ""));
    assertEquals(List.of(""), got);
  }

  @Test
  void takesTheSameMessageTwiceByDefault() {
    StarSocket star = reading(options());
    FakePeer a = FakePeer.join(star);
    FakePeer b = FakePeer.join(star);
    a.offer(hops(0, "x"));
    b.offer(hops(1, "x"));
    assertEquals(List.of("x", "x"), got);
  }

  @Test
  void marksItsMessagesAndTakesEachOnceWhereDuplicatesAreSuppressed() {
    StarSocket star = reading(options().setSuppressDuplicates(true));
    FakePeer a = FakePeer.join(star);
    FakePeer b = FakePeer.join(star);
    send(star, "mine");
    Buffer mine = a.lastSent();
    assertEquals(4 + 16 + 4, mine.length());
    assertEquals(0, mine.getInt(0));
    b.offer(mine.copy().setInt(0, 2));
    Buffer other = Buffer.buffer().appendInt(1).appendLong(7).appendLong(1).appendString("other");
    a.offer(other.copy());
    b.offer(other.copy().setInt(0, 2));
    a.offer(other.copy());
    assertEquals(List.of("other"), got);
    assertEquals(other.copy().setInt(0, 2), b.lastSent());
    assertEquals(3, bench.dropped(star, DropReason.DUPLICATE));
    a.offer(hops(0, "no room for an id"));
    a.offer(hops(0, "short"));
    assertEquals(1, bench.dropped(star, DropReason.MALFORMED));
  }

  @Test
  void neverWaitsForASlowPeerAndCountsWhatItMisses() {
    StarSocket star = reading(options().setSendBuffer(1));
    FakePeer from = FakePeer.join(star);
    FakePeer slow = FakePeer.join(star).hold();
    FakePeer fast = FakePeer.join(star);
    send(star, "0");
    from.offer(hops(0, "1"));
    send(star, "2");
    assertEquals(List.of("0"), slow.texts());
    assertEquals(List.of("0", "1", "2"), fast.texts());
    assertEquals(2, bench.dropped(star, DropReason.PEER_FULL));
  }

  @Test
  void stopsAPeerWhoseMessagesAreNotReadButPassesThemOn() {
    StarSocket star = open(options().setReceiveBuffer(2));
    FakePeer from = FakePeer.join(star);
    FakePeer other = FakePeer.join(star);
    for (int i = 0; i < 5; i++) {
      from.offer(hops(0, "" + i));
    }
    assertTrue(from.isStopped());
    assertEquals(List.of("0", "1"), other.texts());
    star.handler(message -> got.add(message.body().toString()));
    assertEquals(List.of("0", "1", "2", "3", "4"), got);
    assertEquals(List.of("0", "1", "2", "3", "4"), other.texts());
  }

  @Test
  void passesOnToAllOthersWhatAPeerSendsWhileItsEndpointCloses() {
    StarSocket star = reading(options());
    Endpoint endpoint = result(star.bind("tcp://*:0"));
    FakePeer leaving = FakePeer.join(endpoint).hold();
    FakePeer stayer = FakePeer.join(star);
    send(star, "held");
    endpoint.close();
    assertFalse(leaving.isClosed());
    leaving.offer(hops(0, "last words"));
    assertEquals(List.of("last words"), got);
    assertEquals(List.of("held", "last words"), stayer.texts());
    leaving.takeAll();
  }

  @Test
  void takesNoHarmFromAPeerThatLeavesWhileItIsSentTo() {
    StarSocket star = reading(options());
    FakePeer from = FakePeer.join(star);
    FakePeer leaver = FakePeer.join(star).hold();
    FakePeer stayer = FakePeer.join(star);
    leaver.disconnectWhileWriting();
    from.offer(hops(0, "1"));
    from.offer(hops(0, "2"));
    assertEquals(List.of("1"), leaver.texts());
    assertEquals(List.of("1", "2"), stayer.texts());
    assertEquals(List.of("1", "2"), got);
  }

  @Test
  void failsAReceiveAfterItsTimeout() {
    StarSocket star = open(options().setReceiveTimeout(Duration.ofMillis(10)));
    Future<Message> waiting = star.receive();
    bench.host().advance(Duration.ofMillis(9));
    assertPending(waiting);
    bench.host().advance(Duration.ofMillis(1));
    failure(Reason.TIMEOUT, waiting);
  }
}
