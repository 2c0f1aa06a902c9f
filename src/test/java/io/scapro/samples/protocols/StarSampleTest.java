package io.scapro.samples.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.protocol.StarSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of docs/protocols/star.md. */
@Timeout(30)
class StarSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    vertx.close().await();
  }

  @Test
  void middleMemberForwards() {
    StarSocket first = StarSocket.create(vertx);
    Endpoint firstBound = first.bind("tcp://127.0.0.1:0").await();

    StarSocket middle = StarSocket.create(vertx);
    Endpoint middleBound = middle.bind("tcp://127.0.0.1:0").await();
    middle.connect(firstBound.address().toString()).await().connected().await();

    StarSocket last = StarSocket.create(vertx);
    last.connect(middleBound.address().toString()).await().connected().await();
    last.send(Buffer.buffer("hello"));
    Message atMiddle = middle.receive().await();
    Message atFirst = first.receive().await(); // forwarded by the middle member

    assertEquals("hello", atMiddle.body().toString());
    assertEquals("hello", atFirst.body().toString());
    assertEquals(2, middle.statistics().await().endpoints().size());
  }
}
