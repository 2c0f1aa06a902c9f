package io.scapro.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.protocol.ReqSocket;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

/** A call's future as a Uni of Mutiny. */
class MutinyTest extends EchoService {

  private static Uni<Buffer> ask(ReqSocket req, String text) {
    return Uni.createFrom()
        .completionStage(() -> req.request(Buffer.buffer(text)).toCompletionStage());
  }

  @Test
  void asksOnceForEachSubscription() {
    Uni<String> answer = ask(req, "world").map(reply -> "hello " + reply);
    assertEquals("hello world", answer.await().atMost(PATIENCE));
    assertEquals("hello world", answer.await().atMost(PATIENCE));
    assertEquals(2, answered.get());
  }

  @Test
  void failsWithTheReason() {
    req.close();
    Uni<Buffer> answer = ask(req, "world");
    SpException failure = assertThrows(SpException.class, () -> answer.await().atMost(PATIENCE));
    assertEquals(Reason.CLOSED, failure.reason());
  }
}
