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

class SurveyorSocketTest implements SocketContract<SurveyorSocket, SurveyorOptions> {

  private final Bench bench = new Bench();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("surveyor", 0x62, "respondent", 0x63);
  }

  @Override
  public SurveyorOptions options() {
    return new SurveyorOptions();
  }

  @Override
  public SurveyorSocket open(Host host, SurveyorOptions options) {
    return new SurveyorSocket(host, options);
  }

  @Override
  public SurveyorSocket create(Vertx vertx, SurveyorOptions options) {
    return SurveyorSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(SurveyorSocket socket) {
    return List.of(
        () -> socket.survey(Buffer.buffer()).answers(),
        () -> socket.survey(Buffer.buffer()).receive(),
        () -> socket.context().send(Buffer.buffer()));
  }

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Survey survey(SurveyorSocket surveyor, String body) {
    return surveyor.survey(Buffer.buffer(body));
  }

  private static Buffer answer(int id, String body) {
    return Buffer.buffer().appendInt(id).appendString(body);
  }

  /** Id of the survey that {@code peer} got as number {@code index}. */
  private static int id(FakePeer peer, int index) {
    assertEquals(4, peer.sent().get(index).header().length());
    return peer.sent().get(index).header().getInt(0);
  }

  private static void answer(FakePeer peer, int index, String body) {
    peer.offer(answer(id(peer, index), body));
  }

  private static List<String> texts(Future<List<Message>> answers) {
    return result(answers).stream().map(answer -> answer.body().toString()).toList();
  }

  private void assertNothingUnderWay(SurveyorSocket surveyor) {
    assertEquals(0, bench.statistics(surveyor).ofProtocol().get("underWay"));
    assertEquals(0, bench.statistics(surveyor).queuedToDeliver());
  }

  @Test
  void asksEverybodyWithAnIdWhoseTopBitIsSet() {
    SurveyorSocket surveyor = open();
    FakePeer a = FakePeer.join(surveyor);
    FakePeer b = FakePeer.join(surveyor);
    survey(surveyor, "who");
    assertTrue(id(a, 0) < 0);
    assertEquals(answer(id(a, 0), "who"), a.lastSent());
    assertEquals(a.lastSent(), b.lastSent());
  }

  @Test
  void takesAnswersUntilTheDeadline() {
    SurveyorSocket surveyor = open();
    FakePeer a = FakePeer.join(surveyor);
    FakePeer b = FakePeer.join(surveyor);
    Future<List<Message>> answers = survey(surveyor, "who").answers();
    answer(a, 0, "a");
    bench.host().advance(SECOND.minusMillis(1));
    assertPending(answers);
    answer(b, 0, "b");
    answer(a, 0, "a again");
    bench.host().advance(Duration.ofMillis(1));
    assertEquals(List.of("a", "b", "a again"), texts(answers));
    assertNothingUnderWay(surveyor);
    assertEquals(0, bench.host().liveTimers());
  }

  @Test
  void endsWithoutAnswersWhereThereAreNoPeers() {
    SurveyorSocket surveyor = open();
    Future<List<Message>> answers = survey(surveyor, "who").answers();
    FakePeer late = FakePeer.join(surveyor);
    bench.host().advance(SECOND);
    assertEquals(List.of(), texts(answers));
    assertEquals(List.of(), late.sent());
  }

  @Test
  void keepsSurveysApart() {
    SurveyorSocket surveyor = open();
    FakePeer peer = FakePeer.join(surveyor);
    List<Future<List<Message>>> surveys = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      surveys.add(survey(surveyor, "" + i).answers());
    }
    for (int i = 49; i >= 0; i--) {
      answer(peer, i, "re " + i);
    }
    bench.host().advance(SECOND);
    for (int i = 0; i < 50; i++) {
      assertEquals(List.of("re " + i), texts(surveys.get(i)));
    }
    assertNothingUnderWay(surveyor);
  }

  @Test
  void wakesWhoWaitsAtTheDeadline() {
    SurveyorSocket surveyor = open(options().setSurveyTime(Duration.ofMillis(30)));
    FakePeer peer = FakePeer.join(surveyor);
    Survey survey = survey(surveyor, "who");
    answer(peer, 0, "a");
    assertEquals("a", result(survey.receive()).body().toString());
    Future<Message> second = survey.receive();
    bench.host().advance(Duration.ofMillis(29));
    assertPending(second);
    bench.host().advance(Duration.ofMillis(1));
    failure(Reason.TIMEOUT, second);
  }

  @Test
  void letsAnswersThatCameInTimeBeReadAfterTheDeadline() {
    SurveyorSocket surveyor = open();
    FakePeer peer = FakePeer.join(surveyor);
    Survey survey = survey(surveyor, "who");
    answer(peer, 0, "in time");
    bench.host().advance(SECOND);
    assertEquals("in time", result(survey.receive()).body().toString());
    failure(Reason.TIMEOUT, survey.receive());
    assertNothingUnderWay(surveyor);
  }

  @Test
  void dropsAndCountsLateForeignAndMalformedAnswers() {
    SurveyorSocket surveyor = open();
    FakePeer asked = FakePeer.join(surveyor);
    Future<List<Message>> answers = survey(surveyor, "who").answers();
    FakePeer stranger = FakePeer.join(surveyor);
    stranger.offer(answer(id(asked, 0), "not asked"));
    asked.offer(answer(id(asked, 0) ^ 1, "invented"));
    asked.offer(answer(id(asked, 0) & 0x7fffffff, "top bit clear"));
    asked.offer(Buffer.buffer(new byte[3]));
    bench.host().advance(SECOND);
    answer(asked, 0, "late");
    assertEquals(List.of(), texts(answers));
    assertEquals(1, bench.dropped(surveyor, DropReason.NOT_ASKED));
    assertEquals(2, bench.dropped(surveyor, DropReason.UNKNOWN_REQUEST));
    assertEquals(2, bench.dropped(surveyor, DropReason.MALFORMED));
    assertFalse(asked.isClosed());
  }

  @Test
  void doesNotWaitForAPeerThatIsFull() {
    SurveyorSocket surveyor = open(options().setSendBuffer(1));
    FakePeer slow = FakePeer.join(surveyor).hold();
    survey(surveyor, "1");
    Future<List<Message>> second = survey(surveyor, "2").answers();
    assertEquals(List.of("1"), slow.texts());
    assertEquals(1, bench.dropped(surveyor, DropReason.PEER_FULL));
    slow.takeAll();
    bench.host().advance(SECOND);
    assertEquals(List.of(), texts(second));
  }

  @Test
  void discardsTheOldestAnswerBeyondItsBuffer() {
    SurveyorSocket surveyor = open(options().setReceiveBuffer(2));
    FakePeer peer = FakePeer.join(surveyor);
    Survey survey = survey(surveyor, "who");
    for (int i = 0; i < 3; i++) {
      answer(peer, 0, "" + i);
    }
    assertEquals(1, bench.dropped(surveyor, DropReason.QUEUE_FULL));
    assertEquals("1", result(survey.receive()).body().toString());
    assertEquals("2", result(survey.receive()).body().toString());
  }

  @Test
  void forgetsASurveyThatIsCancelled() {
    SurveyorSocket surveyor = open();
    FakePeer peer = FakePeer.join(surveyor);
    Survey survey = survey(surveyor, "who");
    answer(peer, 0, "unread");
    Future<List<Message>> other = survey(surveyor, "other").answers();
    survey.cancel();
    survey.cancel();
    failure(Reason.CANCELLED, survey.receive());
    answer(peer, 0, "late");
    answer(peer, 1, "kept");
    assertEquals(1, bench.dropped(surveyor, DropReason.UNKNOWN_REQUEST));
    bench.host().advance(SECOND);
    assertEquals(List.of("kept"), texts(other));
    assertNothingUnderWay(surveyor);
  }

  @Test
  void keepsTheClassicOrderInAContext() {
    SurveyorSocket surveyor = open();
    FakePeer peer = FakePeer.join(surveyor);
    SurveyContext context = surveyor.context();
    failure(Reason.STATE, context.receive());
    result(context.send(Buffer.buffer("who")));
    answer(peer, 0, "a");
    assertEquals("a", result(context.receive()).body().toString());
    Future<Message> waiting = context.receive();
    bench.host().advance(SECOND);
    failure(Reason.TIMEOUT, waiting);
    failure(Reason.STATE, context.receive());
  }

  @Test
  void tellsTheDeadlineOnceInAContextThatDidNotWaitForIt() {
    SurveyorSocket surveyor = open();
    SurveyContext context = surveyor.context();
    result(context.send(Buffer.buffer("who")));
    bench.host().advance(SECOND.multipliedBy(5));
    failure(Reason.TIMEOUT, context.receive());
    failure(Reason.STATE, context.receive());
  }

  @Test
  void cancelsTheSurveyBeforeInTheSameContextAndInNoOther() {
    SurveyorSocket surveyor = open();
    FakePeer peer = FakePeer.join(surveyor);
    SurveyContext one = surveyor.context();
    SurveyContext two = surveyor.context();
    result(one.send(Buffer.buffer("1")));
    result(two.send(Buffer.buffer("2")));
    Future<Message> cancelled = one.receive();
    Future<Message> kept = two.receive();
    result(one.send(Buffer.buffer("3")));
    failure(Reason.CANCELLED, cancelled);
    answer(peer, 0, "late");
    answer(peer, 1, "re 2");
    answer(peer, 2, "re 3");
    assertEquals("re 2", result(kept).body().toString());
    assertEquals("re 3", result(one.receive()).body().toString());
    assertEquals(1, bench.dropped(surveyor, DropReason.UNKNOWN_REQUEST));
  }

  @Test
  void leavesNothingOfTheSurveysBeforeInAContextHoweverTheyEnded() {
    SurveyorSocket surveyor = open(options().setReceiveTimeout(Duration.ofMillis(10)));
    FakePeer peer = FakePeer.join(surveyor);
    SurveyContext context = surveyor.context();
    result(context.send(Buffer.buffer("superseded while under way")));
    answer(peer, 0, "unread");
    result(context.send(Buffer.buffer("superseded after its deadline")));
    answer(peer, 1, "unread");
    bench.host().advance(SECOND);
    result(context.send(Buffer.buffer("given up by a receive that timed out")));
    Future<Message> impatient = context.receive();
    bench.host().advance(Duration.ofMillis(10));
    failure(Reason.TIMEOUT, impatient);
    answer(peer, 2, "too late for its reader");
    failure(Reason.STATE, context.receive());
    assertNothingUnderWay(surveyor);
    assertEquals(1, bench.dropped(surveyor, DropReason.UNKNOWN_REQUEST));
  }

  @Test
  void keepsASurveyWhoseReaderWasImpatientOutsideOfContexts() {
    SurveyorSocket surveyor = open(options().setReceiveTimeout(Duration.ofMillis(10)));
    FakePeer peer = FakePeer.join(surveyor);
    Survey survey = survey(surveyor, "who");
    Future<Message> impatient = survey.receive();
    bench.host().advance(Duration.ofMillis(10));
    failure(Reason.TIMEOUT, impatient);
    answer(peer, 0, "slow");
    assertEquals("slow", result(survey.receive()).body().toString());
  }

  @Test
  void endsSurveysWhenItCloses() {
    SurveyorSocket surveyor = open();
    FakePeer peer = FakePeer.join(surveyor);
    Survey waiting = survey(surveyor, "1");
    Future<Message> receive = waiting.receive();
    survey(surveyor, "2");
    answer(peer, 1, "unread");
    result(surveyor.close());
    failure(Reason.CLOSED, receive);
    assertEquals(1, bench.dropped(surveyor, DropReason.CLOSED));
    assertNothingUnderWay(surveyor);
  }

  @Test
  void takesNoHarmFromAPeerThatLeavesWhileItIsAsked() {
    SurveyorSocket surveyor = open();
    FakePeer leaver = FakePeer.join(surveyor).hold();
    FakePeer stayer = FakePeer.join(surveyor);
    leaver.disconnectWhileWriting();
    Future<List<Message>> answers = survey(surveyor, "who").answers();
    answer(stayer, 0, "here");
    bench.host().advance(SECOND);
    assertEquals(List.of("here"), texts(answers));
  }
}
