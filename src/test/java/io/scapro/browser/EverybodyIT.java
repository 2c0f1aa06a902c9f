package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.SocketEvent.Type;
import io.scapro.interop.Peer;
import io.scapro.interop.Requirement;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Device;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.spi.Changes;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
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

  /** A program that is connected; nngcat tries once, and not for long. */
  private Peer join(Happenings happenings, Object... command) throws IOException {
    Peer program = program(command);
    happenings.await(Type.ACCEPTED);
    return program;
  }

  private static void awaitTwo(Happenings happenings) {
    happenings.await(Type.ACCEPTED);
    happenings.await(Type.ACCEPTED);
  }

  /** What it heard until {@code last}. */
  private static List<String> heard(Supplier<String> next, String last) {
    List<String> heard = new ArrayList<>();
    do {
      heard.add(next.get());
    } while (!heard.get(heard.size() - 1).equals(last));
    return heard;
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
        SurveyorSocket.create(vertx, new SurveyorOptions().setSurveyTime(Duration.ofMinutes(5)));
    Happenings atHub = Happenings.of(hub);
    Happenings atPub = Happenings.of(pub);
    Happenings atSurveyor = Happenings.of(surveyor);
    String bus = site.mount("/bus", hub);
    String news = site.mount("/news", pub);
    String survey = site.mount("/survey", surveyor);

    Peer nanoBus =
        join(atHub, "nanocat", "--bus", "--connect", bus, "-D", "nano", "-i", 1, "--hex");
    Peer nngBus = join(atHub, "nngcat", "--bus", "--connect", bus, "-D", "nng", "-i", 1, "--hex");
    Peer nanoSub = join(atPub, "nanocat", "--sub", "--connect", news, "--hex");
    Peer nngSub = join(atPub, "nngcat", "--sub", "--connect", news, "--hex");
    join(atSurveyor, "nanocat", "--respondent", "--connect", survey, "-D", "nano");
    join(atSurveyor, "nngcat", "--respond", "--connect", survey, "-D", "nng");

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

    awaitTwo(atPub);
    pub.send(Buffer.buffer("news"));
    pub.send(Buffer.buffer("end"));
    awaitTwo(atSurveyor);
    Survey asked = surveyor.survey(Buffer.buffer("who?"));
    awaitTwo(atHub);
    Device.loopback(hub); // what was said until now waits there
    member.say("java");
    page.run("await bus.send('page')");

    for (String expected : List.of("news", "end")) {
      assertEquals(expected, page.run("return next(sub)"));
      assertEquals(expected, Await.next(member.news));
      assertEquals(expected, nanoSub.printed().toString());
      assertEquals(expected, nngSub.printed().toString());
    }
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      answers.add(result(asked.receive()).body().toString());
    }
    assertEquals(Set.of("java", "nano", "nng", "page"), answers);

    // The programs speak each second, so they are awaited; who speaks once is heard once.
    List<String> atNano = heard(() -> nanoBus.printed().toString(), "nng");
    List<String> atNng = heard(() -> nngBus.printed().toString(), "nano");
    List<String> atMember = heard(() -> Await.next(member.bus), "page");
    member.say("stop");
    atNano.addAll(heard(() -> nanoBus.printed().toString(), "stop"));
    atNng.addAll(heard(() -> nngBus.printed().toString(), "stop"));
    assertEquals(List.of("java", "page", "stop"), others(atNano, "nng"));
    assertEquals(List.of("java", "page", "stop"), others(atNng, "nano"));

    nanoBus.close();
    nngBus.close();
    atHub.await(Type.DISCONNECTED);
    atHub.await(Type.DISCONNECTED);
    Changes.await(hub, now -> now.queuedToDeliver() == 0);
    member.say("end");
    page.run("await bus.send('end')");
    atMember.addAll(heard(() -> Await.next(member.bus), "end"));
    List<String> atPage = heard(() -> page.run("return next(bus)"), "end");
    assertEquals(Set.of("end", "nano", "nng", "page"), Set.copyOf(atMember));
    assertEquals(Set.of("end", "java", "nano", "nng", "stop"), Set.copyOf(atPage));
    long all = result(hub.statistics()).received();
    assertEquals(all - 3, atMember.size()); // all but its own
    assertEquals(all - 2, atPage.size());
  }

  /** All but those of {@code repeated}, sorted. */
  private static List<String> others(List<String> heard, String repeated) {
    return heard.stream().filter(text -> !text.equals(repeated)).sorted().toList();
  }
}
