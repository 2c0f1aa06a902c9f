package io.scapro.samples.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.Pair1Socket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of docs/protocols/pair1.md. */
@Timeout(30)
class Pair1SampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    vertx.close().await();
  }

  @Test
  void polyamorousSocketAnswersEachPeer() {
    Pair1Socket hub = Pair1Socket.create(vertx, new Pair1Options().setPolyamorous(true));
    hub.handler(message -> hub.send(message.peer(), Buffer.buffer("you said: " + message.body())));
    Endpoint bound = hub.bind("tcp://127.0.0.1:0").await();
    String url = bound.address().toString();

    Pair1Socket first = Pair1Socket.create(vertx);
    first.connect(url).await();
    first.send(Buffer.buffer("one"));
    Pair1Socket second = Pair1Socket.create(vertx);
    second.connect(url).await();
    second.send(Buffer.buffer("two"));
    Message toFirst = first.receive().await();
    Message toSecond = second.receive().await();

    assertEquals("you said: one", toFirst.body().toString());
    assertEquals("you said: two", toSecond.body().toString());
  }
}
