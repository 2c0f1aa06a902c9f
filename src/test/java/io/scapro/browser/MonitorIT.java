package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.OpenSockets;
import io.scapro.SocketOptions;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The monitor in a browser, on real sockets. */
@ExtendWith(VertxExtension.class)
class MonitorIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String EYES =
      """
      window.seen = (what, look) => new Promise((resolve) => {
        const check = () => {
          const found = look();
          if (found) { observer.disconnect(); resolve(found); }
        };
        const observer = new MutationObserver(check);
        observer.observe(document, { subtree: true, childList: true, attributes: true,
          characterData: true });
        check();
      });
      window.find = (selector) => document.querySelector(selector);
      window.says = (selector, text) => seen(text, () => find(selector)?.textContent.includes(text));
      await seen('figures', () => document.body.dataset.ready);
      await seen('places', () => find('#graph').dataset.settled === 'true');
      """;

  /** The long tasks from the end of loading on, for 30 s: begin and end since the epoch. */
  private static final String LONG_TASKS =
      """
      const [{ loadEventEnd }] = performance.getEntriesByType('navigation');
      const tasks = [];
      new PerformanceObserver((list) => tasks.push(...list.getEntries()))
        .observe({ type: 'longtask', buffered: true });
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(0, loadEventEnd + 30000 - performance.now())));
      return tasks
        .filter(({ startTime }) => startTime >= loadEventEnd)
        .map(({ startTime, duration }) => [startTime, startTime + duration])
        .map((times) => times.map((time) => performance.timeOrigin + time));
      """;

  private static final double NEAR = 100; // milliseconds

  private Vertx vertx;
  private String feed;

  @BeforeEach
  void remember(Vertx vertx) {
    this.vertx = vertx;
  }

  private Page open(String site) {
    Page page = chromium.open(site + "monitor");
    page.run(EYES);
    return page;
  }

  /** A server with the monitor alone. */
  private String serve(int interval) {
    JsonObject sockets = new JsonObject().put("/monitor/feed", "mounted://monitor");
    JsonObject web =
        new JsonObject()
            .put("bind", "http://127.0.0.1:0")
            .put("pages", List.of("monitor"))
            .put("sockets", sockets);
    String site = Demo.deploy(vertx, "scapro:web", web);
    feed(interval);
    return site;
  }

  private void feed(int interval) {
    JsonObject config = new JsonObject().put("bind", "mounted://monitor").put("interval", interval);
    DeploymentOptions options = new DeploymentOptions().setConfig(config);
    feed = result(vertx.deployVerticle("scapro:monitor", options));
  }

  @Test
  void showsTheSocketsOfTheProcess() throws IOException {
    Page page = open(Demo.deploy(vertx));
    int sockets = OpenSockets.of(vertx).size();
    page.run("await says('[data-total=sockets]', arguments[0])", String.valueOf(sockets));
    page.run("find('#find').value = 'echo'; find('#find').dispatchEvent(new Event('input'))");
    page.run(
        "await seen('one row', () => document.querySelectorAll('#sockets tbody tr:not([hidden])').length === 1)");
    page.run("find('#sockets tbody .name').click(); await says('#detail h2', 'echo')");
    page.run("await says('#detail', 'mounted://echo')");
    assertEquals(List.of(), page.console());
  }

  @Test
  void showsDropsByReason() {
    PubSocket pub = PubSocket.create(vertx);
    SubSocket sub = SubSocket.create(vertx, new SubOptions().setReceiveBuffer(1));
    result(sub.subscribe(""));
    result(pub.bind("inproc://news"));
    result(result(sub.connect("inproc://news")).connected());
    Page page = open(serve(200));
    vertx.setPeriodic(5, tick -> pub.send(Buffer.buffer("news")));
    page.run("await says('#drops .u-legend', 'QUEUE_FULL')");
    page.run("await seen('a rate', () => find('[data-total=dropped]').classList.contains('bad'))");
    page.run("await says('#events', 'dropped')");
  }

  @Test
  void tellsWhatFails() {
    Page page = open(serve(200));
    PushSocket push = PushSocket.create(vertx, new SocketOptions().setName("orders"));
    result(push.connect("inproc://nobody"));
    page.run("await says('#errors', 'REFUSED'); await says('#errors', 'inproc://nobody')");
    page.run("await says('#events', 'could not connect')");
    page.run(
        """
        find('#which').value = 'bad';
        find('#which').dispatchEvent(new Event('change'));
        await seen('failures only', () => [...find('#events').children]
          .filter((e) => !e.hidden).every((e) => e.dataset.bad));
        """);
    page.run("find('#errors button').click(); await says('#detail h2', 'orders')");
  }

  @Test
  void goesOnWhenTheFeedComesBack() {
    Page page = open(serve(200));
    result(vertx.undeploy(feed));
    page.run("await seen('trouble', () => !find('#trouble').hidden)");
    feed(200);
    page.run(
        "await says('#state', 'live'); await seen('no trouble', () => find('#trouble').hidden)");
  }

  @Test
  void neverHoldsThePageUpWithFiveHundredSockets() throws IOException {
    int sockets = OpenSockets.of(vertx).size();
    List<PushSocket> pushes = new ArrayList<>();
    for (int group = 0; group < 100; group++) {
      PushSocket push = PushSocket.create(vertx, new SocketOptions().setName("orders " + group));
      String url = group % 2 == 0 ? "tcp://127.0.0.1:0" : "inproc://orders" + group;
      String at = result(push.bind(url)).address().toString();
      for (int worker = 0; worker < 4; worker++) {
        PullSocket pull = PullSocket.create(vertx, new SocketOptions().setName("worker " + worker));
        pull.handler(job -> {});
        result(pull.connect(at));
      }
      pushes.add(push);
    }
    assertEquals(500, OpenSockets.of(vertx).size() - sockets);
    vertx.setPeriodic(50, tick -> pushes.forEach(push -> push.send(Buffer.buffer("job"))));
    Contention machine = Contention.watch();
    Page page = open(serve(1000));
    page.run("await says('[data-total=pipes]', '801')");
    page.run(
        """
        find('#find').value = 'worker';
        find('#find').dispatchEvent(new Event('input'));
        find('[data-column=received] button').click();
        find('#after').click();
        await seen('a page of workers', () => find('#where').textContent === '21 to 40 of 400');
        find('#sockets tbody .name').click();
        await says('#detail h2', 'worker');
        """);
    List<List<Number>> tasks = page.run(LONG_TASKS);
    Looks.picture(page, "monitor-500", 1280, false);
    assertEquals(
        List.of(),
        tasks.stream().map(task -> late(task, machine)).filter(not(String::isEmpty)).toList());
    machine.close();
  }

  /** What to say of a task that took more than 100 ms, on a machine that others do not hold up. */
  private static String late(List<Number> task, Contention machine) {
    double begin = task.get(0).doubleValue();
    double end = task.get(1).doubleValue();
    double slowdown = machine.slowdown(begin - NEAR, end + NEAR);
    return (end - begin) / slowdown > 100
        ? "%.0f ms while the machine was %.1f times slower".formatted(end - begin, slowdown)
        : "";
  }

  @Test
  void canBeReadOnEveryScreen() throws IOException {
    String site = Demo.deploy(vertx);
    Page watched = open(site);
    PushSocket push = PushSocket.create(vertx, new SocketOptions().setName("orders"));
    result(push.connect("tcp://127.0.0.1:1"));
    for (int i = 0; i < 3; i++) {
      PullSocket pull = PullSocket.create(vertx, new SocketOptions().setName("worker " + i));
      pull.handler(job -> {});
      result(pull.bind("tcp://127.0.0.1:0").compose(at -> push.connect(at.address().toString())));
    }
    vertx.setPeriodic(20, tick -> push.send(Buffer.buffer("job")));
    watched.run("await says('#errors', 'tcp://127.0.0.1:1')");
    watched.run("await says('#rates .u-legend', 'out')");
    watched.run("find('#errors button').click(); await says('#detail h2', 'orders')");
    Looks.at(watched, "monitor");
  }
}
