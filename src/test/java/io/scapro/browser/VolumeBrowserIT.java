package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.SpException;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Happenings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Long messages and many messages between a page and Java; whoever reads slowly slows the other.
 */
@ExtendWith(VertxExtension.class)
class VolumeBrowserIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final int MIB = 1 << 20;
  private static final int COUNT = 10_000;

  /** Together 80 MB, more than the buffers of both sides and of the network between them hold. */
  private static final int LENGTH = 8 << 10;

  private Vertx vertx;
  private Site site;
  private Page page;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    site = new Site(vertx);
    page = chromium.open(site.page());
  }

  private Happenings join(Socket ours, String socket) {
    Happenings happenings = Happenings.of(ours);
    site.mount("/sp", ours);
    page.run("window.socket = new " + socket + "(); await socket.connect('/sp').connected()");
    happenings.await(Type.ACCEPTED);
    return happenings;
  }

  private static Buffer numbered(int number) {
    return Buffer.buffer(new byte[LENGTH]).setInt(0, number);
  }

  // ---- long ----

  @Test
  void messagesOfAMebibyteGoBothWays() {
    PairSocket pair = PairSocket.create(vertx);
    join(pair, "PairSocket");
    Buffer longest = Buffer.buffer(new byte[MIB]).setByte(MIB - 1, (byte) 7);
    pair.send(longest.copy());
    page.run("await socket.send((await socket.receive()).body)");
    assertEquals(longest, result(pair.receive()).body());
  }

  @Test
  void whoSendsMoreIsDisconnectedAndBothAreTold() {
    PairSocket pair = PairSocket.create(vertx);
    Happenings happenings = join(pair, "PairSocket");
    String atPage =
        """
        window.ended = new Promise((resolve) =>
          socket.eventHandler(({ type, cause }) => type === 'DISCONNECTED' && resolve(cause.reason)));
        """;
    page.run(atPage + "await socket.send(new Uint8Array((1 << 20) + 1))");
    assertEquals(
        Reason.TOO_LONG, happenings.await(Type.DISCONNECTED).cause().orElseThrow().reason());
    assertEquals("TOO_LONG", page.run("return ended"));

    happenings.await(Type.ACCEPTED); // it comes back
    page.run(atPage);
    pair.send(Buffer.buffer(new byte[MIB + 1]));
    assertEquals("TOO_LONG", page.run("return ended"));
    happenings.await(Type.DISCONNECTED);
  }

  // ---- many ----

  /** Sends until a message finds no room within the send timeout; then {@code resume} and go on. */
  private static Future<Void> send(PushSocket push, int from, Runnable resume) {
    Promise<Void> sent = Promise.promise();
    sendNext(push, from, resume, sent);
    return sent.future();
  }

  private static void sendNext(PushSocket push, int number, Runnable resume, Promise<Void> sent) {
    for (int i = number; i < COUNT; i++) {
      Future<Void> accepted = push.send(numbered(i));
      if (!accepted.succeeded()) {
        int next = i;
        accepted.onComplete(
            done -> sendNext(push, next + 1, resume, sent),
            failure -> {
              if (((SpException) failure).reason() == Reason.TIMEOUT) {
                resume.run();
                sendNext(push, next, resume, sent);
              } else {
                sent.fail(failure);
              }
            });
        return;
      }
    }
    sent.complete();
  }

  @Test
  void aBusyPageSlowsJavaAndNothingIsLost() {
    Promise<Void> gate = Promise.promise();
    site.router().get("/gate").handler(context -> gate.future().onSuccess(open -> context.end()));
    PushSocket push =
        PushSocket.create(vertx, new SocketOptions().setSendTimeout(Duration.ofMillis(500)));
    join(push, "PullSocket");
    page.run(
        """
        window.numbers = (async () => {
          for (let i = 0; i < arguments[0]; i++) {
            const { body } = await socket.receive();
            const number = new DataView(body.buffer, body.byteOffset).getUint32(0);
            if (number !== i) throw new Error(`expected ${i}, got ${number}`);
            if (i === 0) { // the page does nothing until there is an answer
              const request = new XMLHttpRequest();
              request.open('GET', '/gate', false);
              request.send();
            }
          }
        })();
        """,
        COUNT);
    result(send(push, 0, gate::tryComplete));
    assertTrue(gate.future().isComplete(), "expected Java to wait for the page, it did not");
    page.run("await numbers");
    check(page.run("return socket.statistics()"), result(push.statistics()).written());
  }

  @Test
  void aBusyJavaSlowsThePageAndNothingIsLost() {
    PullSocket pull = PullSocket.create(vertx);
    join(pull, "PushSocket");
    pull.pause();
    Promise<Void> all = Promise.promise();
    int[] next = {0};
    pull.handler(
        message -> {
          if (message.body().getInt(0) != next[0]) {
            all.tryFail("expected " + next[0] + ", got " + message.body().getInt(0));
          } else if (++next[0] == COUNT) {
            all.complete();
          }
        });
    Long accepted =
        page.run(
            """
            window.body = (i) => {
              const body = new Uint8Array(arguments[1]);
              new DataView(body.buffer).setUint32(0, i);
              return body;
            };
            for (let i = 0; i < arguments[0]; i++) {
              try {
                await socket.send(body(i), { timeout: 500 });
              } catch (e) {
                if (e.reason !== 'TIMEOUT') throw e;
                return i;
              }
            }
            """,
            COUNT,
            LENGTH);
    assertTrue(accepted != null, "expected the page to wait for Java, it did not");
    pull.resume();
    page.run(
        "for (let i = arguments[0]; i < arguments[1]; i++) await socket.send(body(i))",
        accepted,
        COUNT);
    result(all.future());
    SocketStatistics statistics = result(pull.statistics());
    assertEquals(COUNT, statistics.received());
    assertEquals(Map.of(), statistics.dropped());
  }

  @Test
  void whatTheConnectionTookWithItIsCounted() {
    PullSocket pull = PullSocket.create(vertx);
    Happenings happenings = join(pull, "PushSocket");
    pull.pause();
    pull.handler(message -> {});
    Map<String, Object> held =
        page.run(
            """
            for (let full = false; !full; ) {
              await socket.send(new Uint8Array(arguments[0]), { timeout: 500 }).catch((e) => {
                full = e.reason === 'TIMEOUT';
              });
            }
            window.ended = new Promise((resolve) =>
              socket.eventHandler(({ type }) => type === 'DISCONNECTED' && resolve()));
            return socket.statistics();
            """,
            LENGTH);
    result(pull.close());
    happenings.await(Type.CLOSED);
    Map<String, Object> lost = page.run("await ended; return socket.statistics()");
    assertTrue(number(held, "queuedToSend") > 0, held::toString);
    assertEquals(held.get("copies"), lost.get("copies"));
    assertEquals(0, number(lost, "queuedToSend"));
    assertEquals(
        Map.of("DISCONNECTED", number(lost, "copies") - number(lost, "written")),
        lost.get("dropped"));
    assertTrue(number(lost, "written") < number(lost, "copies"), lost::toString);
  }

  private static long number(Map<String, Object> statistics, String field) {
    return ((Number) statistics.get(field)).longValue();
  }

  private static void check(Map<String, Object> atPage, long written) {
    assertEquals(COUNT, written);
    assertEquals((long) COUNT, atPage.get("received"));
    assertEquals((long) COUNT, atPage.get("delivered"));
    assertEquals(Map.of(), atPage.get("dropped"));
  }
}
