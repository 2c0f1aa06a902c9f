package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What senders, peers and operators hear when something goes wrong. */
class FailuresTest extends BusTest {

  // ---- towards the sender on the event bus ----

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasItsCode(Reason reason) {
    var failure = new ReplyException(ReplyFailure.RECIPIENT_FAILURE, FailureCodes.of(reason), "");
    assertEquals(reason, FailureCodes.reason(failure).orElseThrow());
  }

  @Test
  void codesOfOthersAreNoReason() {
    assertTrue(FailureCodes.reason(0).isEmpty());
    assertTrue(FailureCodes.reason(FailureCodes.BASE + 1_000).isEmpty());
    assertTrue(FailureCodes.reason(new IllegalStateException()).isEmpty());
  }

  @Test
  void codesStayAsTheyWerePublished() {
    assertEquals(27_000, FailureCodes.of(Reason.CLOSED));
    assertEquals(27_001, FailureCodes.of(Reason.TIMEOUT));
    assertEquals(27_013, FailureCodes.of(Reason.FAILED));
  }

  @Test
  void tellsTheSenderThatNoPeerTookItInTime() throws Exception {
    Socket push =
        open(
            "push",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("address", "a")
                .put("options", new JsonObject().put("sendTimeout", 0)));
    var failure = replyFailure(vertx.eventBus().request("a", "nobody is there"));
    assertEquals(ReplyFailure.RECIPIENT_FAILURE, failure.failureType());
    assertEquals(FailureCodes.of(Reason.TIMEOUT), failure.failureCode());
    vertx.eventBus().send("a", "nobody is there, and nobody asks");
    awaitDrops(push, DropReason.BUS_REFUSED, 1);
  }

  @Test
  void tellsTheSenderThatItsBodyHasNoBytes() throws Exception {
    Socket push = open("push", new JsonObject().put("bind", ANY_PORT).put("address", "a"));
    var failure = replyFailure(vertx.eventBus().request("a", 42));
    assertEquals(FailureCodes.of(Reason.UNSUPPORTED), failure.failureCode());
    assertTrue(failure.getMessage().contains("expected a Buffer"), failure.getMessage());
    assertTrue(failure.getMessage().contains("got a java.lang.Integer"), failure.getMessage());
    vertx.eventBus().send("a", 42);
    awaitDrops(push, DropReason.BAD_BODY, 1);
  }

  @Test
  void tellsTheAskerThatTheNetworkIsLate() throws Exception {
    deploy(
        "scapro:req",
        new JsonObject().put("bind", ANY_PORT).put("address", "ask").put("timeout", "10ms"));
    var failure = replyFailure(vertx.eventBus().request("ask", "anybody?"));
    assertEquals(FailureCodes.of(Reason.TIMEOUT), failure.failureCode());
  }

  @Test
  void tellsTheAskerThatTheReplyIsNotTheJsonItWanted() throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("{")));
    String url = await(rep.bind(ANY_PORT)).address().toString();
    deploy(
        "scapro:req",
        new JsonObject().put("connect", url).put("address", "ask").put("body", "json"));
    var failure = replyFailure(vertx.eventBus().request("ask", "json?"));
    assertEquals(FailureCodes.of(Reason.PROTOCOL), failure.failureCode());
  }

  // ---- towards the peer on the network ----

  private JsonObject rep(String onFailure) {
    return new JsonObject()
        .put("bind", ANY_PORT)
        .put("deliver", "answer")
        .put("onFailure", onFailure)
        .put("failureBody", new JsonObject().put("error", true));
  }

  private ReqSocket ask(Socket rep) throws Exception {
    ReqSocket req = ReqSocket.create(vertx);
    await(req.connect(url(rep)));
    return req;
  }

  @Test
  void answersForAConsumerThatIsNotThere() throws Exception {
    Socket rep = open("rep", rep("reply"));
    assertEquals("{\"error\":true}", await(ask(rep).request(Buffer.buffer("?"))).toString());
    awaitDrops(rep, DropReason.NO_CONSUMER, 1);
  }

  @Test
  void answersForAConsumerThatFails() throws Exception {
    vertx.eventBus().consumer("answer", message -> message.fail(1, "no"));
    Socket rep = open("rep", rep("reply"));
    assertEquals("{\"error\":true}", await(ask(rep).request(Buffer.buffer("?"))).toString());
    awaitDrops(rep, DropReason.CONSUMER_FAILED, 1);
  }

  @Test
  void answersForAConsumerWhoseAnswerHasNoBytes() throws Exception {
    vertx.eventBus().consumer("answer", message -> message.reply(42));
    Socket rep = open("rep", rep("reply"));
    assertEquals("{\"error\":true}", await(ask(rep).request(Buffer.buffer("?"))).toString());
    awaitDrops(rep, DropReason.CONSUMER_FAILED, 1);
  }

  @Test
  void answersForAConsumerThatIsLate() throws Exception {
    listen("answer");
    Socket rep = open("rep", rep("reply").put("timeout", "10ms"));
    assertEquals("{\"error\":true}", await(ask(rep).request(Buffer.buffer("?"))).toString());
    awaitDrops(rep, DropReason.CONSUMER_TIMEOUT, 1);
  }

  @Test
  void leavesARequestWithoutReplyWhereToldToAndServesTheNext() throws Exception {
    Socket rep = open("rep", rep("drop").put("window", 1));
    ReqSocket req = ask(rep);
    var lost = req.ask(Buffer.buffer("lost"));
    awaitDrops(rep, DropReason.NO_CONSUMER, 1);
    vertx.eventBus().consumer("answer", message -> message.reply(message.body()));
    assertEquals("next", await(req.request(Buffer.buffer("next"))).toString());
    assertTrue(!lost.reply().isComplete());
  }

  @Test
  void countsMessagesThatNobodyTookOrCouldRead() throws Exception {
    Socket pull =
        open(
            "pull",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("deliver", "jobs")
                .put("window", 1)
                .put("body", "json"));
    PushSocket push = PushSocket.create(vertx);
    await(push.connect(url(pull)));
    push.send(Buffer.buffer("no json"));
    awaitDrops(pull, DropReason.BAD_BODY, 1);
    push.send(Buffer.buffer("{}"));
    awaitDrops(pull, DropReason.NO_CONSUMER, 1);
    var jobs = listen("jobs");
    push.send(Buffer.buffer("{\"a\":1}"));
    assertEquals(new JsonObject().put("a", 1), next(jobs).body());
  }

  // ---- towards whoever operates ----

  @Test
  void logsWhatItLoses() throws Exception {
    Logger logger = Logger.getLogger("io.scapro.work");
    var lines = new LinkedBlockingQueue<String>();
    Handler handler = new LogLines(lines);
    logger.addHandler(handler);
    try {
      JsonObject name = new JsonObject().put("name", "work");
      open("push", new JsonObject().put("bind", ANY_PORT).put("address", "a").put("options", name));
      vertx.eventBus().send("a", 42);
      assertEquals("work dropped messages: {BAD_BODY=1}", next(lines));
    } finally {
      logger.removeHandler(handler);
    }
  }

  private static final class LogLines extends Handler {
    private final Queue<String> lines;

    LogLines(Queue<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  // ---- towards whoever deploys ----

  @Test
  void failsTheDeploymentWhenTheAddressIsTaken() throws Exception {
    String taken = url(open("pull", new JsonObject().put("bind", ANY_PORT).put("deliver", "a")));
    JsonObject config = new JsonObject().put("bind", taken).put("deliver", "b");
    var failure =
        failure(vertx.deployVerticle("scapro:rep", new DeploymentOptions().setConfig(config)));
    assertEquals(Reason.ADDRESS_IN_USE, assertInstanceOf(SpException.class, failure).reason());
    assertEquals(1, vertx.deploymentIDs().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rap  | {}                                    | did you mean \"rep\"?",
        "rep  | {}                                    | expected \"bind\" or \"connect\" with a URL",
        "rep  | {\"bnd\": \"tcp://*:0\"}              | did you mean \"bind\"?",
        "rep  | {\"bind\": 7}                         | bind: expected a URL",
        "rep  | {\"bind\": \"x\", \"deliver\": \"a\"} | expected scheme://address",
        "rep  | {\"bind\": \"tcp://127.0.0.1:0\"}     | expected \"deliver\" with an event-bus",
        "push | {\"bind\": \"tcp://127.0.0.1:0\"}     | expected \"address\" with an event-bus",
        "push | {\"bind\": \"tcp://127.0.0.1:0\", \"deliver\": \"a\"} | got \"deliver\"",
        "push | {\"connect\": {\"url\": \"tcp://a:1\", \"firstAttemp\": 1}} | \"firstAttempt\"?",
        "push | {\"bind\": \"tcp://127.0.0.1:0\", \"queue\": 0}       | queue: expected a number from 1",
        "push | {\"bind\": \"tcp://127.0.0.1:0\", \"options\": {\"lingr\": 1}} | \"linger\"?",
        "pull | {\"bind\": \"tcp://127.0.0.1:0\", \"ack\": \"later\"} | one of reply, credit, none",
        "sub  | {\"bind\": \"tcp://127.0.0.1:0\", \"deliver\": \"a\"} | expected \"subscribe\"",
      })
  void failsTheDeploymentAndSaysWhatIsWrong(String protocol, String config, String expected)
      throws Exception {
    var options = new DeploymentOptions().setConfig(new JsonObject(config));
    String text = failure(vertx.deployVerticle("scapro:" + protocol, options)).getMessage();
    assertTrue(text.contains(expected), text);
    assertTrue(vertx.deploymentIDs().isEmpty());
  }
}
