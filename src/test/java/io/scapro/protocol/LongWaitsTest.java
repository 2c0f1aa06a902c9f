package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.SocketOptions;
import io.scapro.suite.Bench;
import io.scapro.suite.LogLines;
import io.scapro.testing.FakePeer;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call that waits long is logged, once for all that wait. */
class LongWaitsTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Buffer BODY = Buffer.buffer("m");

  private final Bench bench = new Bench();
  private final LogLines log = new LogLines("io.scapro.slow");

  @AfterEach
  void close() {
    bench.close();
    log.close();
  }

  private ReqSocket req(ReqOptions options) {
    return bench.add(bench.host().open(v -> ReqSocket.create(v, options.setName("slow"))));
  }

  private PushSocket push(SocketOptions options) {
    return bench.add(bench.host().open(v -> PushSocket.create(v, options.setName("slow"))));
  }

  @Test
  void aRequestWithoutAPeerIsLoggedWithTheUrlAndSoIsTheReply() {
    ReqSocket req = req(new ReqOptions());
    req.connect("tcp://10.0.0.1:5555");
    req.request(BODY);
    bench.host().advance(LIMIT.minus(SHORT));
    assertEquals(List.of(), log.all());
    bench.host().advance(SHORT);
    assertEquals(
        List.of(
            "WARNING slow 1 request waits for 5 s: no peer is connected"
                + " (connects to tcp://10.0.0.1:5555)"),
        log.all());
    FakePeer rep = FakePeer.join(req);
    rep.offer(rep.sent().get(0).header().copy().appendString("reply"));
    assertEquals(List.of("INFO slow no request waits any more"), log.all());
  }

  @Test
  void manyRequestsAreOneLine() {
    ReqSocket req = req(new ReqOptions());
    FakePeer.join(req);
    for (int i = 0; i < 100; i++) {
      req.request(BODY);
    }
    bench.host().advance(LIMIT);
    assertEquals(
        List.of(
            "WARNING slow 100 calls wait, the oldest request for 5 s:"
                + " 1 peer is connected, and does not take or answer them (no endpoint;"
                + " do: bind or connect the socket)"),
        log.all());
    bench.host().advance(Duration.ofMinutes(11).minus(LIMIT));
    assertEquals(2, log.all().size()); // after 10 s and 1 min
  }

  @Test
  void aMessageThatNoPeerTakesIsLogged() {
    PushSocket push = push(new SocketOptions().setWarnAfter(Duration.ofSeconds(2)));
    push.send(BODY);
    bench.host().advance(Duration.ofSeconds(2));
    assertEquals(1, log.all().size());
    FakePeer.join(push);
    assertEquals(List.of("INFO slow no message waits any more"), log.all());
  }

  @Test
  void shortWaitsAreNotLogged() {
    PushSocket push = push(new SocketOptions());
    for (int i = 0; i < 100; i++) {
      push.send(BODY);
      bench.host().advance(Duration.ofSeconds(4));
      FakePeer peer = FakePeer.join(push);
      assertEquals(1, peer.sent().size());
      peer.disconnect();
    }
    assertEquals(List.of(), log.all());
  }

  @Test
  void zeroIsNever() {
    ReqSocket req = req(new ReqOptions().setWarnAfter(Duration.ZERO));
    req.request(BODY);
    bench.host().advance(Duration.ofDays(1));
    assertEquals(List.of(), log.all());
  }
}
