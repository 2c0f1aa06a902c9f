package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Durations;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReqSocketTest implements SocketContract<ReqSocket, ReqOptions> {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Bench bench = new Bench();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("req", 0x30, "rep", 0x31);
  }

  @Override
  public ReqOptions options() {
    return new ReqOptions();
  }

  @Override
  public ReqSocket open(Host host, ReqOptions options) {
    return new ReqSocket(host, options);
  }

  @Override
  public ReqSocket create(Vertx vertx, ReqOptions options) {
    return ReqSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(ReqSocket socket) {
    return List.of(
        () -> socket.request(Buffer.buffer()), () -> socket.ask(Buffer.buffer()).reply());
  }

  private static Future<Buffer> ask(ReqSocket req, String body) {
    return req.request(Buffer.buffer(body));
  }

  private static Buffer reply(int id, String body) {
    return Buffer.buffer().appendInt(id).appendString(body);
  }

  /** Id of the request that {@code peer} got as number {@code index}. */
  private static int id(FakePeer peer, int index) {
    assertEquals(4, peer.sent().get(index).header().length());
    return peer.sent().get(index).header().getInt(0);
  }

  private static void answer(FakePeer peer, int index, String body) {
    peer.offer(reply(id(peer, index), body));
  }

  private static void assertText(String expected, Future<Buffer> reply) {
    assertEquals(expected, result(reply).toString());
  }

  @Test
  void asksAPeerAndGetsItsReply() {
    ReqSocket req = open();
    FakePeer peer = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "question");
    assertEquals("question", peer.sent().get(0).body().toString());
    assertPending(reply);
    answer(peer, 0, "answer");
    assertText("answer", reply);
    assertEquals(0, bench.host().liveTimers() - 1, "the one timer finds nothing to do");
  }

  @Test
  void takesAnEmptyReply() {
    ReqSocket req = open();
    FakePeer peer = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "");
    answer(peer, 0, "");
    assertEquals(0, result(reply).length());
  }

  @Test
  void keepsManyRequestsInFlightAndTakesTheRepliesInAnyOrder() {
    ReqSocket req = open(options().setReceiveTimeout(MINUTE));
    FakePeer peer = FakePeer.join(req);
    List<Future<Buffer>> replies = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      replies.add(ask(req, "q" + i));
      order.add(i);
    }
    Collections.shuffle(order, new Random(42));
    for (int i : order) {
      assertPending(replies.get(i));
      answer(peer, i, "a" + i);
      assertText("a" + i, replies.get(i));
    }
    assertEquals(10_000, bench.statistics(req).delivered());
    assertEquals(0, bench.statistics(req).ofProtocol().get("inFlight"));
    assertEquals(0, bench.statistics(req).ofProtocol().get("waiting"));
    bench.host().advance(MINUTE);
    assertEquals(0, bench.host().liveTimers());
    assertEquals(10_000, peer.sent().size());
  }

  @Test
  void drawsIdsAtRandomWithTheTopBitSet() {
    ReqSocket req = open(options().setSendBuffer(5000));
    FakePeer peer = FakePeer.join(req);
    Set<Integer> ids = new HashSet<>();
    int steps = 0;
    for (int i = 0; i < 2000; i++) {
      ask(req, "");
      assertTrue(id(peer, i) < 0);
      assertTrue(ids.add(id(peer, i)));
      steps += i > 0 && id(peer, i) == id(peer, i - 1) + 1 ? 1 : 0;
    }
    assertTrue(steps < 10, "expected random ids, got " + steps + " that follow each other");
  }

  @Test
  void asksPeersInTurnAndByPriority() {
    ReqSocket req = open();
    FakePeer low = FakePeer.join(req, new EndpointOptions().setSendPriority(16));
    FakePeer a = FakePeer.join(req, new EndpointOptions().setSendPriority(1));
    FakePeer b = FakePeer.join(req, new EndpointOptions().setSendPriority(1));
    for (int i = 0; i < 4; i++) {
      ask(req, "" + i);
    }
    assertEquals(List.of("0", "2"), a.texts());
    assertEquals(List.of("1", "3"), b.texts());
    assertEquals(List.of(), low.texts());
  }

  @Test
  void waitsForAPeerInOrder() {
    ReqSocket req = open(options().setSendBuffer(1));
    Future<Buffer> first = ask(req, "1");
    ask(req, "2");
    FakePeer peer = FakePeer.join(req).hold();
    ask(req, "3");
    ask(req, "4");
    ask(req, "5");
    assertEquals(List.of("1", "2", "3"), peer.texts());
    peer.takeAll();
    assertEquals(List.of("1", "2", "3", "4", "5"), peer.texts());
    answer(peer, 0, "a");
    assertText("a", first);
  }

  @Test
  void givesUpWhenNobodyTakesTheRequestWithinTheSendTimeout() {
    ReqSocket req = open(options().setSendTimeout(Duration.ofMillis(20)));
    Future<Buffer> reply = ask(req, "1");
    bench.host().advance(Duration.ofMillis(19));
    assertPending(reply);
    bench.host().advance(Duration.ofMillis(1));
    assertEquals(
        "expected a peer that can take the message within 20 ms, got none; no peer is connected",
        failure(Reason.TIMEOUT, reply).getMessage());
    assertEquals(List.of(), FakePeer.join(req).texts());
  }

  @Test
  void doesNotWaitForAPeerAtAllWithASendTimeoutOfZero() {
    ReqSocket req = open(options().setSendTimeout(Duration.ZERO));
    failure(Reason.TIMEOUT, ask(req, "1"));
    FakePeer peer = FakePeer.join(req);
    ask(req, "2");
    assertEquals(List.of("2"), peer.texts());
  }

  @Test
  void givesUpWhenNobodyRepliesWithinTheReceiveTimeout() {
    ReqSocket req = open(options().setReceiveTimeout(Duration.ofMillis(50)));
    FakePeer peer = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    bench.host().advance(Duration.ofMillis(50));
    assertEquals(
        "expected a reply within 50 ms, got none", failure(Reason.TIMEOUT, reply).getMessage());
    answer(peer, 0, "late");
    assertEquals(1, bench.dropped(req, DropReason.UNKNOWN_REQUEST));
  }

  @Test
  void asksTheNextPeerWhenTheResendIntervalIsOver() {
    ReqSocket req = open();
    FakePeer a = FakePeer.join(req);
    FakePeer b = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    bench.host().advance(MINUTE.minusMillis(1));
    assertEquals(List.of(), b.texts());
    bench.host().advance(Duration.ofMillis(1));
    assertEquals(List.of("1"), b.texts());
    assertEquals(id(a, 0), id(b, 0));
    bench.host().advance(MINUTE);
    assertEquals(List.of("1", "1"), a.texts());
    answer(b, 0, "from the second");
    assertText("from the second", reply);
    answer(a, 0, "from the first");
    assertEquals(1, bench.dropped(req, DropReason.UNKNOWN_REQUEST));
    bench.host().advance(MINUTE.multipliedBy(3));
    assertEquals(3, a.sent().size() + b.sent().size());
  }

  @Test
  void takesTheReplyOfAnyPeerItAsked() {
    ReqSocket req = open();
    FakePeer a = FakePeer.join(req);
    FakePeer b = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    bench.host().advance(MINUTE);
    assertEquals(1, b.sent().size());
    answer(a, 0, "slow but there");
    assertText("slow but there", reply);
  }

  @Test
  void asksAnotherPeerAtOnceWhenTheFirstOneLeaves() {
    ReqSocket req = open();
    FakePeer a = FakePeer.join(req);
    FakePeer b = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    a.disconnect();
    assertEquals(List.of("1"), b.texts());
    answer(b, 0, "here");
    assertText("here", reply);
    assertEquals(1, result(req.statistics()).ofProtocol().get("resends"));
  }

  @Test
  void waitsForThePeerToComeBackWhenTheOnlyOneLeaves() {
    ReqSocket req = open(options().setSendTimeout(Duration.ofMillis(10)));
    FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    FakePeer first = FakePeer.join(req);
    first.disconnect();
    assertPending(reply);
    FakePeer.join(req);
    bench.host().advance(Duration.ofMillis(500));
    assertPending(reply);
  }

  @Test
  void asksAgainThePeerThatComesBack() {
    ReqSocket req = open();
    FakePeer old = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    old.disconnect();
    bench.host().advance(Duration.ofDays(1));
    assertPending(reply);
    FakePeer back = FakePeer.join(req);
    assertEquals(id(old, 0), id(back, 0));
    answer(back, 0, "again");
    assertText("again", reply);
  }

  @Test
  void doesNotAskAgainBecauseAnEarlierPeerLeaves() {
    ReqSocket req = open();
    FakePeer a = FakePeer.join(req);
    FakePeer b = FakePeer.join(req);
    ask(req, "1");
    bench.host().advance(MINUTE);
    a.disconnect();
    assertEquals(1, b.sent().size());
  }

  @Test
  void keepsTheOrderOfRequestsWhenItAsksAgain() {
    ReqSocket req = open(options().setSendBuffer(10));
    FakePeer a = FakePeer.join(req);
    for (int i = 0; i < 5; i++) {
      ask(req, "" + i);
    }
    a.disconnect();
    FakePeer b = FakePeer.join(req);
    assertEquals(Set.of("0", "1", "2", "3", "4"), Set.copyOf(b.texts()));
    assertEquals(5, b.sent().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0})
  void failsWithThePeerWhereItNeverAsksAgain(long interval) {
    Duration never = interval < 0 ? Durations.FOREVER : Duration.ZERO;
    ReqSocket req = open(options().setResendInterval(never));
    FakePeer a = FakePeer.join(req);
    FakePeer b = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    bench.host().advance(Duration.ofDays(10));
    assertPending(reply);
    a.disconnect();
    failure(Reason.DISCONNECTED, reply);
    assertEquals(List.of(), b.texts());
  }

  @Test
  void asksAgainEveryMillisecondWhereItIsToldTo() {
    ReqSocket req = open(options().setResendInterval(Duration.ofMillis(1)));
    FakePeer peer = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    bench.host().advance(Duration.ofMillis(10));
    assertEquals(11, peer.sent().size());
    answer(peer, 10, "enough");
    assertText("enough", reply);
    bench.host().advance(Duration.ofMillis(10));
    assertEquals(11, peer.sent().size());
  }

  @Test
  void takesTheLongestResendInterval() {
    ReqSocket req = open(options().setResendInterval(Duration.ofDays(36_500)));
    FakePeer peer = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    bench.host().advance(Duration.ofDays(365));
    assertEquals(1, peer.sent().size());
    answer(peer, 0, "a");
    assertText("a", reply);
  }

  @Test
  void queuesAResendOnceWhileNobodyCanTakeIt() {
    ReqSocket req = open(options().setSendBuffer(1).setResendInterval(Duration.ofMillis(10)));
    FakePeer peer = FakePeer.join(req).hold();
    ask(req, "1");
    bench.host().advance(Duration.ofSeconds(1));
    assertEquals(1, peer.sent().size());
    peer.take(1);
    assertEquals(2, peer.sent().size());
    peer.take(1);
    assertEquals(2, peer.sent().size());
  }

  @Test
  void doesNotSendWhatWasAnsweredWhileItWaitedToBeSentAgain() {
    ReqSocket req = open(options().setSendBuffer(1).setResendInterval(Duration.ofMillis(10)));
    FakePeer peer = FakePeer.join(req).hold();
    Future<Buffer> reply = ask(req, "1");
    bench.host().advance(Duration.ofMillis(10));
    answer(peer, 0, "a");
    assertText("a", reply);
    peer.takeAll();
    assertEquals(1, peer.sent().size());
  }

  @Test
  void asksAnotherPeerWhenOneLeavesWhileItIsAsked() {
    ReqSocket req = open();
    FakePeer leaver = FakePeer.join(req);
    FakePeer stayer = FakePeer.join(req);
    leaver.disconnectWhileWriting();
    Future<Buffer> reply = ask(req, "1");
    assertEquals(List.of("1"), leaver.texts());
    assertEquals(List.of("1"), stayer.texts());
    answer(stayer, 0, "a");
    assertText("a", reply);
  }

  @Test
  void failsWhenThePeerLeavesWhileItIsAskedAndIsNotToBeAskedAgain() {
    ReqSocket req = open(options().setResendInterval(Durations.FOREVER));
    FakePeer leaver = FakePeer.join(req);
    leaver.disconnectWhileWriting();
    failure(Reason.DISCONNECTED, ask(req, "1"));
  }

  @Test
  void believesNoPeerThatItDidNotAsk() {
    ReqSocket req = open();
    FakePeer asked = FakePeer.join(req);
    FakePeer stranger = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    stranger.offer(reply(id(asked, 0), "lies"));
    assertPending(reply);
    assertEquals(1, bench.dropped(req, DropReason.NOT_ASKED));
    answer(asked, 0, "truth");
    assertText("truth", reply);
  }

  @Test
  void dropsRepliesToNoRequestInProgress() {
    ReqSocket req = open();
    FakePeer peer = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    peer.offer(reply(id(peer, 0) ^ 1, "invented"));
    answer(peer, 0, "a");
    answer(peer, 0, "a second time");
    assertText("a", reply);
    assertEquals(2, bench.dropped(req, DropReason.UNKNOWN_REQUEST));
    assertFalse(peer.isClosed());
  }

  @Test
  void dropsRepliesWithoutAnId() {
    ReqSocket req = open();
    FakePeer peer = FakePeer.join(req);
    Future<Buffer> reply = ask(req, "1");
    peer.offer(Buffer.buffer());
    peer.offer(Buffer.buffer(new byte[] {-1, -1, -1}));
    peer.offer(reply(id(peer, 0) & 0x7fffffff, "top bit clear"));
    peer.offer(Buffer.buffer().appendInt(7).appendInt(id(peer, 0)));
    assertEquals(4, bench.dropped(req, DropReason.MALFORMED));
    assertFalse(peer.isClosed());
    assertPending(reply);
  }

  @Test
  void forgetsARequestThatIsCancelled() {
    ReqSocket req = open(options().setSendBuffer(1));
    FakePeer peer = FakePeer.join(req).hold();
    PendingRequest asked = req.ask(Buffer.buffer("asked"));
    PendingRequest waiting = req.ask(Buffer.buffer("waiting"));
    asked.cancel();
    waiting.cancel();
    waiting.cancel();
    failure(Reason.CANCELLED, asked.reply());
    failure(Reason.CANCELLED, waiting.reply());
    peer.takeAll();
    bench.host().advance(MINUTE);
    assertEquals(List.of("asked"), peer.texts());
    answer(peer, 0, "late");
    assertEquals(1, bench.dropped(req, DropReason.UNKNOWN_REQUEST));
  }

  @Test
  void cannotCancelWhatHasEnded() {
    ReqSocket req = open();
    FakePeer peer = FakePeer.join(req);
    PendingRequest request = req.ask(Buffer.buffer());
    answer(peer, 0, "a");
    request.cancel();
    assertText("a", request.reply());
  }

  @Test
  void cancelsFromElsewhere() {
    ReqSocket req = open();
    FakePeer peer = FakePeer.join(req);
    List<PendingRequest> requests = new ArrayList<>();
    bench
        .host()
        .elsewhere(
            () -> {
              requests.add(req.ask(Buffer.buffer("1")));
              requests.get(0).cancel();
            });
    bench.host().turn();
    failure(Reason.CANCELLED, requests.get(0).reply());
    assertEquals(1, peer.sent().size());
  }

  @Test
  void asksAgainFromWithinAReply() {
    ReqSocket req = open();
    FakePeer peer = FakePeer.join(req);
    Future<Buffer> second = ask(req, "1").compose(first -> ask(req, "after " + first));
    answer(peer, 0, "one");
    assertEquals("after one", peer.sent().get(1).body().toString());
    answer(peer, 1, "two");
    assertText("two", second);
  }

  @Test
  void failsEveryRequestWhenItIsClosed() {
    ReqSocket req = open(options().setSendBuffer(1));
    FakePeer.join(req).hold();
    Future<Buffer> asked = ask(req, "1");
    Future<Buffer> waiting = ask(req, "2");
    req.close();
    failure(Reason.CLOSED, asked);
    failure(Reason.CLOSED, waiting);
  }
}
