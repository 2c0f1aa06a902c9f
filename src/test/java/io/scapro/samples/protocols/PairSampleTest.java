package io.scapro.samples.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.protocol.PairSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of docs/protocols/pair0.md. */
@Timeout(30)
class PairSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    vertx.close().await();
  }

  @Test
  void oneSideAnswersTheOther() {
    PairSocket left = PairSocket.create(vertx);
    left.handler(message -> left.send(Buffer.buffer("you said: " + message.body())));
    Endpoint bound = left.bind("tcp://127.0.0.1:0").await(); // port 0: any free port

    PairSocket right = PairSocket.create(vertx);
    right.send(Buffer.buffer("hello")); // waits until there is a peer
    right.connect(bound.address().toString()).await();
    Message answer = right.receive().await();

    assertEquals("you said: hello", answer.body().toString());
  }
}
