package io.scapro.browser;

import static io.scapro.testing.Await.result;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Message;
import io.scapro.SocketEvent.Type;
import io.scapro.interop.Peer;
import io.scapro.interop.Requirement;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Device;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.testing.Await;
import io.scapro.testing.Happenings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A page, a verticle, a nanocat and an nngcat take part in one BUS, one PUB/SUB and one SURVEY, at
 * the same time and on one port.
 */
@ExtendWith(VertxExtension.class)
class EverybodyIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  /** Seconds in which the programs join the bus before they speak, once. */
  private static final int DELAY = 5;

  private final List<Peer> programs = new ArrayList<>();

  @AfterEach
  void endPrograms() {
    programs.forEach(Peer::close);
  }

  private Peer program(Object... command) throws IOException {
    Peer program = Peer.start(Peer.command(command));
    programs.add(program);
    return program;
  }

  private static void awaitFour(Happenings happenings) {
    for (int i = 0; i < 4; i++) {
      happenings.await(Type.ACCEPTED);
    }
  }

  private static Set<String> threeOf(Peer program) {
    return Stream.generate(() -> program.printed().toString()).limit(3).collect(Collectors.toSet());
  }

  /** The verticle that takes part. */
  private static final class Member extends VerticleBase {

    private final String busUrl;
    private final String newsUrl;
    private final String surveyUrl;
    private final BlockingQueue<String> bus = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private @Nullable BusSocket socket;

    Member(String busUrl, String newsUrl, String surveyUrl) {
      this.busUrl = busUrl;
      this.newsUrl = newsUrl;
      this.surveyUrl = surveyUrl;
    }

    @Override
    public Future<?> start() {
      BusSocket onBus = BusSocket.create(vertx);
      SubSocket sub = SubSocket.create(vertx);
      RespondentSocket respondent = RespondentSocket.create(vertx);
      onBus.handler(message -> bus.add(message.body().toString()));
      sub.handler(message -> news.add(message.body().toString()));
      sub.subscribe("");
      respondent.handler(question -> question.reply(Buffer.buffer("java")));
      socket = onBus;
      return Future.all(onBus.connect(busUrl), sub.connect(newsUrl), respondent.connect(surveyUrl));
    }

    void say(String text) {
      result(requireNonNull(socket).send(Buffer.buffer(text)));
    }
  }

  @Test
  void takePartInOneBusOnePubSubAndOneSurvey(Vertx vertx) throws IOException {
    Requirement.program("nanocat");
    Requirement.program("nngcat");
    Site site = new Site(vertx);
    RawSocket hub = RawSocket.create(vertx, "bus");
    PubSocket pub = PubSocket.create(vertx);
    SurveyorSocket surveyor =
        SurveyorSocket.create(vertx, new SurveyorOptions().setSurveyTime(Duration.ofSeconds(5)));
    Happenings atHub = Happenings.of(hub);
    Happenings atPub = Happenings.of(pub);
    Happenings atSurveyor = Happenings.of(surveyor);
    String bus = site.mount("/bus", hub);
    String news = site.mount("/news", pub);
    String survey = site.mount("/survey", surveyor);

    Peer nanoBus =
        program("nanocat", "--bus", "--connect", bus, "-D", "nano", "--delay", DELAY, "--hex");
    Peer nngBus =
        program("nngcat", "--bus", "--connect", bus, "-D", "nng", "--delay", DELAY, "--hex");
    Peer nanoSub = program("nanocat", "--sub", "--connect", news, "--hex");
    Peer nngSub = program("nngcat", "--sub", "--connect", news, "--hex");
    program("nanocat", "--respondent", "--connect", survey, "-D", "nano");
    program("nngcat", "--respond", "--connect", survey, "-D", "nng");

    Member member = new Member(bus, news, survey);
    result(vertx.deployVerticle(member));

    Page page = chromium.open(site.page());
    page.run(
        """
        Object.assign(window, { bus: new BusSocket(), sub: new SubSocket().subscribe('') });
        window.respondent = new RespondentSocket().handler((question) => question.reply('page'));
        bus.connect('/bus');
        sub.connect('/news');
        respondent.connect('/survey');
        window.next = async (socket) => (await socket.receive()).text;
        """);

    awaitFour(atPub);
    pub.send(Buffer.buffer("news"));
    awaitFour(atSurveyor);
    var answers = surveyor.survey(Buffer.buffer("who?")).answers();

    awaitFour(atHub);
    Device.loopback(hub); // what was said until now waits there
    member.say("java");
    page.run("await bus.send('page')");

    assertEquals(
        Set.of("java", "nano", "nng"),
        Set.copyOf(
            page.<List<String>>run("return [await next(bus), await next(bus), await next(bus)]")));
    assertEquals(
        Set.of("page", "nano", "nng"),
        Stream.generate(() -> Await.next(member.bus)).limit(3).collect(Collectors.toSet()));
    assertEquals(Set.of("page", "java", "nng"), threeOf(nanoBus));
    assertEquals(Set.of("page", "java", "nano"), threeOf(nngBus));
    member.say("end");
    assertEquals("end", page.run("return next(bus)"));
    assertTrue(member.bus.isEmpty(), member.bus::toString);
    assertEquals("end", nanoBus.printed().toString());
    assertEquals("end", nngBus.printed().toString());

    pub.send(Buffer.buffer("end"));
    for (String expected : List.of("news", "end")) {
      assertEquals(expected, page.run("return next(sub)"));
      assertEquals(expected, Await.next(member.news));
      assertEquals(expected, nanoSub.printed().toString());
      assertEquals(expected, nngSub.printed().toString());
    }

    List<String> answered =
        result(answers).stream().map(Message::body).map(Buffer::toString).sorted().toList();
    assertEquals(List.of("java", "nano", "nng", "page"), answered);
  }
}
