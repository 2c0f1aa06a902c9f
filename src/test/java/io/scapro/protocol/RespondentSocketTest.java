package io.scapro.protocol;

import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Identity;
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
import org.junit.jupiter.api.Test;

class RespondentSocketTest implements SocketContract<RespondentSocket, SocketOptions> {

  private final Bench bench = new Bench();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("respondent", 0x63, "surveyor", 0x62);
  }

  @Override
  public SocketOptions options() {
    return new SocketOptions();
  }

  @Override
  public RespondentSocket open(Host host, SocketOptions options) {
    return new RespondentSocket(host, options);
  }

  @Override
  public RespondentSocket create(Vertx vertx, SocketOptions options) {
    return RespondentSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(RespondentSocket socket) {
    return List.of(socket::receive, () -> socket.context().receive());
  }

  private static final int ID = 0x80000001;

  private static Buffer survey(String body, int... words) {
    Buffer result = Buffer.buffer();
    for (int word : words) {
      result.appendInt(word);
    }
    return result.appendString(body);
  }

  private RespondentSocket echo(SocketOptions options) {
    RespondentSocket respondent = open(options);
    respondent.handler(request -> request.reply(request.body()));
    return respondent;
  }

  @Test
  void answersOnTheWayTheSurveyCame() {
    RespondentSocket respondent = echo(options());
    FakePeer asker = FakePeer.join(respondent);
    FakePeer other = FakePeer.join(respondent);
    asker.offer(survey("who", ID));
    assertEquals(survey("who", ID), asker.lastSent());
    asker.offer(survey("far", 1, 2, ID));
    assertEquals(survey("far", 1, 2, ID), asker.lastSent());
    assertEquals(List.of(), other.sent());
  }

  @Test
  void takesAsManyWordsAsTheTtlTheIdIncluded() {
    RespondentSocket respondent = echo(options().setTtl(3));
    FakePeer asker = FakePeer.join(respondent);
    asker.offer(survey("", 1, 2, ID));
    asker.offer(survey("", 1, 2, 3, ID));
    assertEquals(1, asker.sent().size());
    assertEquals(1, bench.dropped(respondent, DropReason.TTL_EXCEEDED));
    assertFalse(asker.isClosed());
  }

  @Test
  void dropsSurveysWithoutABottomAndKeepsThePeer() {
    RespondentSocket respondent = echo(options());
    FakePeer asker = FakePeer.join(respondent);
    asker.offer(Buffer.buffer());
    asker.offer(Buffer.buffer(new byte[] {-1, -1, -1}));
    asker.offer(survey("", 1, 2));
    assertEquals(3, bench.dropped(respondent, DropReason.MALFORMED));
    assertFalse(asker.isClosed());
  }

  @Test
  void answersEachSurveyOnce() {
    RespondentSocket respondent = open();
    FakePeer asker = FakePeer.join(respondent);
    asker.offer(survey("who", ID));
    Request request = result(respondent.receive());
    result(request.reply(Buffer.buffer("me")));
    failure(Reason.STATE, request.reply(Buffer.buffer("me again")));
    assertEquals(List.of("me"), asker.texts());
  }

  @Test
  void keepsTheClassicOrderInAContext() {
    RespondentSocket respondent = open();
    FakePeer asker = FakePeer.join(respondent);
    AnswerContext context = respondent.context();
    failure(Reason.STATE, context.send(Buffer.buffer("x")));
    Future<Buffer> survey = context.receive();
    failure(Reason.STATE, context.receive());
    asker.offer(survey("who", ID));
    assertEquals("who", result(survey).toString());
    result(context.send(Buffer.buffer("me")));
    failure(Reason.STATE, context.send(Buffer.buffer("me again")));
    assertEquals(survey("me", ID), asker.lastSent());
  }

  @Test
  void givesUpTheSurveyBeforeWhenItReceivesTheNext() {
    RespondentSocket respondent = open();
    FakePeer asker = FakePeer.join(respondent);
    AnswerContext context = respondent.context();
    asker.offer(survey("1", ID));
    asker.offer(survey("2", ID + 1));
    result(context.receive());
    result(context.receive());
    result(context.send(Buffer.buffer("re 2")));
    assertEquals(1, asker.sent().size());
    assertEquals(survey("re 2", ID + 1), asker.lastSent());
  }

  @Test
  void mayAnswerAfterAReceiveThatTimedOut() {
    RespondentSocket respondent = open(options().setReceiveTimeout(Duration.ofMillis(10)));
    FakePeer asker = FakePeer.join(respondent);
    AnswerContext context = respondent.context();
    asker.offer(survey("1", ID));
    result(context.receive());
    Future<Buffer> late = context.receive();
    bench.host().advance(Duration.ofMillis(10));
    failure(Reason.TIMEOUT, late);
    result(context.send(Buffer.buffer("re 1")));
    assertEquals(survey("re 1", ID), asker.lastSent());
  }

  @Test
  void waitsForASlowSurveyorAndAsksItForNoMore() {
    RespondentSocket respondent = echo(options().setSendBuffer(1));
    FakePeer slow = FakePeer.join(respondent).hold();
    FakePeer fast = FakePeer.join(respondent);
    for (int i = 0; i < 4; i++) {
      slow.offer(survey("" + i, ID + i));
    }
    assertTrue(slow.isStopped());
    fast.offer(survey("fast", ID));
    assertEquals(List.of("fast"), fast.texts());
    slow.takeAll();
    assertEquals(List.of("0", "1", "2", "3"), slow.texts());
  }

  @Test
  void countsAnswersToASurveyorThatLeft() {
    RespondentSocket respondent = open();
    FakePeer asker = FakePeer.join(respondent);
    asker.offer(survey("who", ID));
    Request request = result(respondent.receive());
    asker.disconnect();
    failure(Reason.DISCONNECTED, request.reply(Buffer.buffer("me")));
    assertEquals(1, bench.dropped(respondent, DropReason.PEER_GONE));
  }

  @Test
  void failsAnswersThatWaitForASurveyorThatLeaves() {
    RespondentSocket respondent = open(options().setSendBuffer(1));
    FakePeer asker = FakePeer.join(respondent).hold();
    List<Future<Void>> answers = new ArrayList<>();
    respondent.handler(request -> answers.add(request.reply(request.body())));
    asker.offer(survey("1", ID));
    asker.offer(survey("2", ID));
    result(answers.get(0));
    asker.disconnect();
    failure(Reason.DISCONNECTED, answers.get(1));
  }

  @Test
  void discardsAndCountsForASlowSurveyorWhereItIsToldTo() {
    RespondentSocket respondent = echo(options().setSendBuffer(1).setBestEffort(true));
    FakePeer slow = FakePeer.join(respondent).hold();
    slow.offer(survey("1", ID));
    slow.offer(survey("2", ID));
    slow.offer(survey("3", ID));
    assertEquals(List.of("1"), slow.texts());
    assertEquals(2, bench.dropped(respondent, DropReason.PEER_FULL));
  }
}
