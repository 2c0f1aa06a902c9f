package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.OpenSockets;
import io.scapro.SocketOptions;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The monitor in a browser, on real sockets. */
class MonitorIT extends MonitorPages {

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
