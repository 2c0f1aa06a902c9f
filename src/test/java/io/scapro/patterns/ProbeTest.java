package io.scapro.patterns;

import static io.scapro.suite.Await.failure;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.Durations;
import io.scapro.Probe;
import io.scapro.Readiness;
import io.scapro.Reason;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest extends Network {

  private final PushSocket push = PushSocket.create(vertx);
  private final PullSocket pull = PullSocket.create(vertx);

  @Test
  void aSocketIsSendableOnceAPeerIsThere() {
    assertEquals(Reason.TIMEOUT, failure(Probe.of(vertx).sendable(push).any(Duration.ZERO)));
    Future<List<Probe.Question>> waiting = Probe.of(vertx).sendable(push).any(Durations.FOREVER);
    join(pull, push);
    assertEquals(List.of(new Probe.Question(push, Readiness.SENDABLE)), result(waiting));
  }

  @Test
  void aSocketIsReceivableWhileAMessageWaits() {
    join(pull, push);
    Future<List<Probe.Question>> one = Probe.of(vertx).receivable(pull).any(Durations.FOREVER);
    Future<List<Probe.Question>> other =
        Probe.of(vertx).receivable(pull).sendable(push).all(Durations.FOREVER);
    push.send(Buffer.buffer("x"));
    assertEquals(1, result(one).size());
    assertEquals(2, result(other).size());
    result(pull.receive());
    assertEquals(Reason.TIMEOUT, failure(Probe.of(vertx).receivable(pull).any(Duration.ZERO)));
  }

  @Test
  void aReadinessThatIsGoneBeforeAllAreReadyIsWaitedForAgain() {
    PullSocket second = PullSocket.create(vertx);
    PushSocket toSecond = PushSocket.create(vertx);
    join(pull, push);
    join(second, toSecond);
    Future<List<Probe.Question>> both =
        Probe.of(vertx).receivable(pull).receivable(second).all(Durations.FOREVER);
    push.send(Buffer.buffer("taken by somebody else"));
    result(pull.receive());
    toSecond.send(Buffer.buffer("x"));
    result(Probe.of(vertx).receivable(second).any(Durations.FOREVER));
    assertFalse(both.isComplete());
    push.send(Buffer.buffer("y"));
    assertEquals(2, result(both).size());
  }

  @Test
  void closingAProbedSocketEndsTheWait() {
    Future<List<Probe.Question>> waiting = Probe.of(vertx).receivable(pull).any(Durations.FOREVER);
    result(pull.close());
    assertEquals(Reason.CLOSED, failure(waiting));
  }

  @Test
  void askingASocketForWhatItCannotDoIsRefused() {
    assertEquals(
        Reason.UNSUPPORTED, failure(Probe.of(vertx).receivable(push).any(Duration.ofSeconds(1))));
    assertEquals(
        Reason.UNSUPPORTED,
        failure(Probe.of(vertx).receivable(ReqSocket.create(vertx)).any(Duration.ofSeconds(1))));
  }
}
