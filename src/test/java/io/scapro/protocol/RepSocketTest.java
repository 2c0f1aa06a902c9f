package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.spi.Host;
import io.scapro.suite.Bench;
import io.scapro.suite.LogLines;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepSocketTest implements SocketContract<RepSocket, SocketOptions> {

  private static final int ID = 0x80000001;

  private final Bench bench = new Bench();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("rep", 0x31, "req", 0x30);
  }

  @Override
  public SocketOptions options() {
    return new SocketOptions();
  }

  @Override
  public RepSocket open(Host host, SocketOptions options) {
    return new RepSocket(host, options);
  }

  @Override
  public RepSocket create(Vertx vertx, SocketOptions options) {
    return RepSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(RepSocket socket) {
    return List.of(socket::receive);
  }

  private static Buffer request(int id, String body) {
    return Buffer.buffer().appendInt(id).appendString(body);
  }

  /** A request that has crossed devices: {@code words} in its header, the id included. */
  private static Buffer crossed(int words, String body) {
    Buffer request = Buffer.buffer();
    for (int i = 1; i < words; i++) {
      request.appendInt(i);
    }
    return request.appendInt(ID).appendString(body);
  }

  private static Request next(RepSocket rep) {
    return result(rep.receive());
  }

  private static Future<Void> reply(Request request, String body) {
    return request.reply(Buffer.buffer(body));
  }

  @Test
  void answersOnTheWayTheRequestCame() {
    RepSocket rep = open();
    FakePeer a = FakePeer.join(rep);
    FakePeer b = FakePeer.join(rep);
    rep.handler(request -> reply(request, request.body() + "!"));
    a.offer(request(ID, "a"));
    b.offer(request(0xffffffff, "b"));
    assertEquals(request(ID, "a!"), a.lastSent());
    assertEquals(request(0xffffffff, "b!"), b.lastSent());
  }

  @Test
  void answersOutOfOrderAndLate() {
    RepSocket rep = open();
    FakePeer peer = FakePeer.join(rep);
    for (int i = 0; i < 3; i++) {
      peer.offer(request(ID + i, "q" + i));
    }
    Request first = next(rep);
    Request second = next(rep);
    Request third = next(rep);
    bench.host().advance(Duration.ofDays(1));
    result(reply(third, "a2"));
    result(reply(first, "a0"));
    result(reply(second, "a1"));
    assertEquals(List.of("a2", "a0", "a1"), peer.texts());
    assertEquals(ID + 2, peer.sent().get(0).header().getInt(0));
  }

  @Test
  void answersFromElsewhere() {
    RepSocket rep = open();
    FakePeer peer = FakePeer.join(rep);
    peer.offer(request(ID, "q"));
    Request request = next(rep);
    bench.host().elsewhere(() -> reply(request, "a"));
    bench.host().turn();
    assertEquals(List.of("a"), peer.texts());
  }

  @Test
  void answersARequestOnce() {
    RepSocket rep = open();
    FakePeer peer = FakePeer.join(rep);
    peer.offer(request(ID, "q"));
    Request request = next(rep);
    result(reply(request, "1"));
    failure(Reason.STATE, reply(request, "2"));
    assertEquals(List.of("1"), peer.texts());
  }

  @Test
  void failsToAnswerAPeerThatHasLeft() {
    RepSocket rep = open();
    FakePeer peer = FakePeer.join(rep);
    peer.offer(request(ID, "q"));
    peer.disconnect();
    Request request = next(rep);
    failure(Reason.DISCONNECTED, reply(request, "a"));
    assertEquals(1, bench.dropped(rep, DropReason.PEER_GONE));
    assertEquals(0, peer.sent().size());
  }

  @Test
  void waitsForAPeerThatReadsSlowly() {
    RepSocket rep = open(options().setSendBuffer(1));
    FakePeer slow = FakePeer.join(rep).hold();
    FakePeer fast = FakePeer.join(rep);
    slow.offer(request(ID, ""));
    slow.offer(request(ID, ""));
    fast.offer(request(ID, ""));
    List<Request> requests = List.of(next(rep), next(rep), next(rep));
    List<Future<Void>> replies = requests.stream().map(request -> reply(request, "a")).toList();
    assertEquals(1, slow.sent().size());
    assertEquals(1, fast.sent().size());
    assertEquals(1, replies.stream().filter(sent -> !sent.isComplete()).count());
    slow.takeAll();
    replies.forEach(sent -> result(sent));
    assertEquals(2, slow.sent().size());
  }

  @Test
  void givesUpAReplyAfterTheSendTimeout() {
    RepSocket rep = open(options().setSendBuffer(1).setSendTimeout(Duration.ofMillis(10)));
    FakePeer slow = FakePeer.join(rep).hold();
    slow.offer(request(ID, ""));
    slow.offer(request(ID, ""));
    result(reply(next(rep), "1"));
    Future<Void> waiting = reply(next(rep), "2");
    bench.host().advance(Duration.ofMillis(10));
    failure(Reason.TIMEOUT, waiting);
    slow.takeAll();
    assertEquals(List.of("1"), slow.texts());
  }

  @Test
  void losesTheRepliesThatWaitForAPeerWithIt() {
    RepSocket rep = open(options().setSendBuffer(1));
    FakePeer slow = FakePeer.join(rep).hold();
    slow.offer(request(ID, ""));
    slow.offer(request(ID, ""));
    result(reply(next(rep), "1"));
    Future<Void> waiting = reply(next(rep), "2");
    slow.disconnect();
    failure(Reason.DISCONNECTED, waiting);
    assertEquals(1, bench.dropped(rep, DropReason.PEER_GONE));
    assertEquals(1, bench.dropped(rep, DropReason.DISCONNECTED));
  }

  @Test
  void survivesAPeerThatLeavesWhileItIsAnswered() {
    RepSocket rep = open(options().setSendBuffer(1));
    FakePeer peer = FakePeer.join(rep).hold();
    for (int i = 0; i < 3; i++) {
      peer.offer(request(ID, ""));
    }
    result(reply(next(rep), "1"));
    Future<Void> second = reply(next(rep), "2");
    Future<Void> third = reply(next(rep), "3");
    peer.disconnectWhileWriting();
    peer.take(1);
    assertTrue(second.isComplete());
    failure(Reason.DISCONNECTED, third);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8})
  void returnsTheBacktraceAsItCame(int words) {
    RepSocket rep = open();
    FakePeer peer = FakePeer.join(rep);
    peer.offer(crossed(words, "q"));
    Request request = next(rep);
    assertEquals("q", request.body().toString());
    result(reply(request, "a"));
    assertEquals(crossed(words, "a"), peer.lastSent());
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 300})
  void dropsRequestsThatCrossedTooManyDevices(int words) {
    RepSocket rep = open();
    FakePeer peer = FakePeer.join(rep);
    peer.offer(crossed(words, "q"));
    assertEquals(1, bench.dropped(rep, DropReason.TTL_EXCEEDED));
    assertFalse(peer.isClosed());
    peer.offer(request(ID, "fine"));
    assertEquals("fine", next(rep).body().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255})
  void countsHopsUpToItsTtl(int ttl) {
    RepSocket rep = open(options().setTtl(ttl));
    FakePeer peer = FakePeer.join(rep);
    peer.offer(crossed(ttl, "near"));
    peer.offer(crossed(ttl + 1, "far"));
    assertEquals("near", next(rep).body().toString());
    assertEquals(1, bench.dropped(rep, DropReason.TTL_EXCEEDED));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 32, 33, 4000})
  void dropsWhatHasNoRequestId(int length) {
    RepSocket rep = open();
    FakePeer peer = FakePeer.join(rep);
    peer.offer(Buffer.buffer(new byte[length]));
    assertEquals(1, bench.dropped(rep, DropReason.MALFORMED));
    assertFalse(peer.isClosed());
    assertFalse(peer.isStopped());
  }

  @Test
  void takesARequestWithAnEmptyBody() {
    RepSocket rep = open();
    FakePeer peer = FakePeer.join(rep);
    peer.offer(request(ID, ""));
    assertEquals(0, next(rep).body().length());
  }

  @Test
  void stopsAPeerWhoseRequestsAreNotRead() {
    RepSocket rep = open(options().setReceiveBuffer(4));
    FakePeer peer = FakePeer.join(rep);
    for (int i = 0; i < 10; i++) {
      peer.offer(request(ID + i, "" + i));
    }
    assertTrue(peer.isStopped());
    assertEquals(4, bench.statistics(rep).queuedToDeliver());
    rep.handler(request -> reply(request, request.body().toString()));
    assertEquals(10, peer.sent().size());
    assertEquals("9", peer.texts().get(9));
  }

  @Test
  void keepsTheBacktraceOfALentBody() {
    RepSocket rep = open();
    FakePeer peer = FakePeer.join(rep);
    Buffer lent = request(ID, "q");
    List<Request> requests = new ArrayList<>();
    rep.handler(requests::add);
    Message.Lease lease =
        new Message.Lease() {
          @Override
          public void giveBack() {
            lent.setInt(0, 0);
          }

          @Override
          public void keep() {
            throw new AssertionError("nobody kept it");
          }
        };
    peer.offer(new Message(Buffer.buffer(), lent, peer.peer(), lease));
    result(reply(requests.get(0), "a"));
    assertEquals(request(ID, "a"), peer.lastSent());
  }

  @Test
  void sendsTheRepliesThatWaitBeforeItEnds() {
    RepSocket rep = open(options().setSendBuffer(1));
    FakePeer slow = FakePeer.join(rep).hold();
    slow.offer(request(ID, ""));
    slow.offer(request(ID, ""));
    slow.offer(request(ID, ""));
    result(reply(next(rep), "1"));
    Future<Void> waiting = reply(next(rep), "2");
    Request tooLate = next(rep);
    Future<Void> end = rep.close();
    failure(Reason.CLOSED, reply(tooLate, "3"));
    assertPending(end);
    slow.takeAll();
    result(waiting);
    result(end);
    assertEquals(List.of("1", "2"), slow.texts());
  }

  @Test
  void failsTheRepliesThatStillWaitWhenLingerIsOver() {
    RepSocket rep = open(options().setSendBuffer(1));
    FakePeer slow = FakePeer.join(rep).hold();
    slow.offer(request(ID, ""));
    slow.offer(request(ID, ""));
    result(reply(next(rep), "1"));
    Future<Void> waiting = reply(next(rep), "2");
    Future<Void> end = rep.close();
    bench.host().advance(Duration.ofSeconds(1));
    failure(Reason.CLOSED, waiting);
    result(end);
  }

  private RepSocket failing(AnswerOptions options) {
    RepSocket rep = bench.add(new RepSocket(bench.host(), options.setName("failing")));
    rep.handler(
        request -> {
          if (request.body().toString().startsWith("answered")) {
            reply(request, "a");
          }
          throw new IllegalStateException("no such job");
        });
    return rep;
  }

  private void assertHandlerFailures(int failures) {
    assertEquals(failures, bench.host().failures().size());
    bench.host().failures().clear();
  }

  @Test
  void aHandlerThatThrowsIsCountedAndLoggedWithThePeer() {
    try (LogLines log = new LogLines("io.scapro.failing")) {
      RepSocket rep = failing(new AnswerOptions());
      FakePeer peer = FakePeer.join(rep);
      peer.offer(request(ID, "q"));
      peer.offer(request(ID, "q"));
      assertEquals(List.of(), peer.texts());
      assertEquals(2, bench.dropped(rep, DropReason.CONSUMER_FAILED));
      List<String> lines = log.all();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(
          lines.get(0).startsWith("WARNING failing the handler threw java.lang.IllegalState"),
          lines::toString);
      assertTrue(lines.get(0).contains(peer.peer().toString()), lines::toString);
      assertHandlerFailures(2);
    }
  }

  @Test
  void failureBodyAnswersForAHandlerThatThrows() {
    RepSocket rep = failing(new AnswerOptions().setFailureBody("failed"));
    FakePeer peer = FakePeer.join(rep);
    peer.offer(request(ID, "q"));
    peer.offer(request(ID, "answered before"));
    assertEquals(List.of("failed", "a"), peer.texts());
    assertEquals(2, bench.dropped(rep, DropReason.CONSUMER_FAILED));
    assertHandlerFailures(2);
  }
}
