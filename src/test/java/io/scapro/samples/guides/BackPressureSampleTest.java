package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/concepts/back-pressure.md}. */
@Timeout(30)
class BackPressureSampleTest {

  private static final int MESSAGES = 1000;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Future<Void> relay(Vertx vertx, String from, String to) {
    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    pull.bodies().pipeTo(push);
    return Future.all(pull.bind(from), push.connect(to)).mapEmpty();
  }

  static void oneAtATime(PullSocket pull, Function<Buffer, Future<Void>> work) {
    pull.handler(
        message -> {
          pull.pause();
          work.apply(message.body()).onComplete(done -> pull.resume());
        });
  }

  @Test
  void nothingIsLostOnTheWayToASlowReader() {
    PullSocket pull = PullSocket.create(vertx, new SocketOptions().setReceiveBuffer(1));
    List<String> worked = new ArrayList<>();
    Promise<List<String>> all = Promise.promise();
    oneAtATime(
        pull,
        body -> {
          worked.add(body.toString());
          if (worked.size() == MESSAGES) {
            all.complete(List.copyOf(worked));
          }
          Promise<Void> later = Promise.promise();
          vertx.runOnContext(turn -> later.complete());
          return later.future();
        });
    pull.bind("inproc://to").await();
    relay(vertx, "inproc://from", "inproc://to").await();
    PushSocket source = PushSocket.create(vertx);
    source.connect("inproc://from").await();
    List<String> sent = IntStream.range(0, MESSAGES).mapToObj(i -> "" + i).toList();
    sent.forEach(text -> source.send(Buffer.buffer(text)));
    assertEquals(sent, all.future().await());
  }

  static PushSocket openImpatient(Vertx vertx) {
    SocketOptions options = new SocketOptions().setSendTimeout(Duration.ofMillis(200));
    return PushSocket.create(vertx, options);
  }

  @Test
  void aSendTimeoutLimitsTheWait() {
    Future<Void> sent = openImpatient(vertx).send(Buffer.buffer("nobody takes it"));
    Throwable failure = sent.transform(end -> Future.succeededFuture(end.cause())).await();
    assertEquals(Reason.TIMEOUT, ((SpException) failure).reason());
  }
}
