package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.OpenSockets;
import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long the tasks of the monitor take. Runs alone: what else runs would hold the browser up. */
class MonitorPaceIT extends MonitorPages {

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
}
