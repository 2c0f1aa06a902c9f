package io.scapro.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reactivex.rxjava3.core.Single;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A call's future as a Single of RxJava. */
class RxJavaTest extends EchoService {

  private static Single<Buffer> ask(ReqSocket req, String text) {
    return Single.defer(
        () -> Single.fromCompletionStage(req.request(Buffer.buffer(text)).toCompletionStage()));
  }

  @Test
  void asksOnceForEachSubscription() {
    Single<String> answer = ask(req, "world").map(reply -> "hello " + reply);
    assertEquals("hello world", answer.blockingGet());
    assertEquals("hello world", answer.blockingGet());
    assertEquals(2, answered.get());
  }

  @Test
  void failsWithTheReason() {
    req.close();
    ask(req, "world")
        .test()
        .awaitDone(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .assertError(e -> e instanceof SpException failure && failure.reason() == Reason.CLOSED);
  }
}
