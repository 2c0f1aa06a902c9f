package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Socket;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.StarOptions;
import io.scapro.protocol.StarSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.suite.Bodies;
import io.scapro.suite.Happenings;
import io.scapro.suite.Received;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every protocol between a page and Java, both roles, every body. */
@ExtendWith(VertxExtension.class)
class ProtocolsBrowserIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final List<Buffer> BODIES = List.copyOf(Bodies.ALL.values());

  private Vertx vertx;
  private Site site;
  private Page page;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    site = new Site(vertx);
    page = chromium.open(site.page());
  }

  /** Opens {@code socket} of this class in the page, connected with {@code ours}. */
  private void join(Socket ours, String socket) {
    Happenings happenings = Happenings.of(ours);
    site.mount("/sp", ours);
    page.run("window.socket = new " + socket + "; await socket.connect('/sp').connected()");
    happenings.await(Type.ACCEPTED);
  }

  private static String hex(Buffer body) {
    return HexFormat.of().formatHex(body.getBytes());
  }

  private void pageSends(Buffer body) {
    page.run("await socket.send(fromHex(arguments[0]))", hex(body));
  }

  private void pageHears(Buffer body) {
    assertEquals(hex(body), page.run("return hex((await socket.receive()).body)"));
  }

  /** The page answers each question with what it was asked, and the same again. */
  private void pageAnswers() {
    page.run("socket.handler((q) => q.reply(fromHex(hex(q.body) + hex(q.body))))");
  }

  private static Buffer twice(Buffer body) {
    return body.copy().appendBuffer(body);
  }

  @Test
  void pair() {
    PairSocket pair = PairSocket.create(vertx);
    Received received = Received.of(pair);
    join(pair, "PairSocket()");
    for (Buffer body : BODIES) {
      pageSends(body);
      assertEquals(body, received.next());
      pair.send(body.copy());
      pageHears(body);
    }
  }

  @Test
  void pair1() {
    Pair1Socket pair = Pair1Socket.create(vertx, new Pair1Options().setPolyamorous(true));
    join(pair, "Pair1Socket()");
    for (Buffer body : BODIES) {
      pageSends(body);
      result(pair.receive().compose(message -> pair.send(message.peer(), message.body())));
      pageHears(body);
    }
  }

  @Test
  void pageAsks() {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(twice(request.body())));
    join(rep, "ReqSocket()");
    for (Buffer body : BODIES) {
      assertEquals(
          hex(twice(body)),
          page.run("return hex(await socket.request(fromHex(arguments[0])))", hex(body)));
    }
  }

  @Test
  void pageReplies() {
    ReqSocket req = ReqSocket.create(vertx);
    join(req, "RepSocket()");
    pageAnswers();
    for (Buffer body : BODIES) {
      assertEquals(twice(body), result(req.request(body.copy())));
    }
  }

  @Test
  void pagePublishes() {
    SubSocket sub = SubSocket.create(vertx);
    result(sub.subscribe(""));
    Received received = Received.of(sub);
    join(sub, "PubSocket()");
    for (Buffer body : BODIES) {
      pageSends(body);
      assertEquals(body, received.next());
    }
  }

  @Test
  void pageSubscribes() {
    PubSocket pub = PubSocket.create(vertx);
    join(pub, "SubSocket()");
    page.run("socket.subscribe('he').subscribe(fromHex('0001'))");
    pub.send(Buffer.buffer("other"));
    pub.send(Bodies.of("hello"));
    pub.send(Buffer.buffer());
    pub.send(Bodies.of("large70000"));
    pageHears(Bodies.of("hello"));
    pageHears(Bodies.of("large70000"));
    page.run("socket.subscribe('')");
    pub.send(Buffer.buffer());
    pageHears(Buffer.buffer());
  }

  @Test
  void pagePushes() {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    join(pull, "PushSocket()");
    for (Buffer body : BODIES) {
      pageSends(body);
      assertEquals(body, received.next());
    }
  }

  @Test
  void pagePulls() {
    PushSocket push = PushSocket.create(vertx);
    join(push, "PullSocket()");
    for (Buffer body : BODIES) {
      push.send(body.copy());
      pageHears(body);
    }
  }

  @Test
  void pageSurveys() {
    RespondentSocket respondent = RespondentSocket.create(vertx);
    respondent.handler(survey -> survey.reply(twice(survey.body())));
    join(respondent, "SurveyorSocket({ surveyTime: 20_000 })");
    for (Buffer body : BODIES) {
      String answer =
          page.run(
              """
              const survey = socket.survey(fromHex(arguments[0]));
              for await (const answer of survey) {
                survey.cancel();
                return hex(answer.body);
              }
              """,
              hex(body));
      assertEquals(hex(twice(body)), answer);
    }
    Long answers = page.run("return (await socket.survey('', { timeout: 100 }).answers()).length");
    assertEquals(1L, answers);
  }

  @Test
  void pageResponds() {
    SurveyorSocket surveyor =
        SurveyorSocket.create(vertx, new SurveyorOptions().setSurveyTime(Duration.ofSeconds(20)));
    join(surveyor, "RespondentSocket()");
    pageAnswers();
    for (Buffer body : BODIES) {
      assertEquals(twice(body), result(surveyor.survey(body.copy()).receive()).body());
    }
  }

  @Test
  void bus() {
    BusSocket bus = BusSocket.create(vertx);
    Received received = Received.of(bus);
    join(bus, "BusSocket()");
    for (Buffer body : BODIES) {
      pageSends(body);
      assertEquals(body, received.next());
      bus.send(body.copy());
      pageHears(body);
    }
  }

  @Test
  void star() {
    StarSocket star = StarSocket.create(vertx);
    Received received = Received.of(star);
    join(star, "StarSocket()");
    for (Buffer body : BODIES) {
      pageSends(body);
      assertEquals(body, received.next());
      star.send(body.copy());
      pageHears(body);
    }
  }

  /** Two ways from the page to the same member: it hears and passes on each message once. */
  @Test
  void starInALoop() {
    StarSocket star = StarSocket.create(vertx, new StarOptions().setSuppressDuplicates(true));
    Received received = Received.of(star);
    join(star, "StarSocket({ suppressDuplicates: true })");
    page.run("await socket.connect('/sp').connected()");
    for (Buffer body : BODIES) {
      pageSends(body);
      assertEquals(body, received.next());
      star.send(body.copy());
      pageHears(body);
    }
  }
}
