package io.scapro.samples.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.protocol.BusSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of docs/protocols/bus.md. */
@Timeout(30)
class BusSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    vertx.close().await();
  }

  @Test
  void allDirectPeersReceive() {
    BusSocket first = BusSocket.create(vertx);
    Endpoint firstBound = first.bind("tcp://127.0.0.1:0").await();
    BusSocket second = BusSocket.create(vertx);
    Endpoint secondBound = second.bind("tcp://127.0.0.1:0").await();

    BusSocket third = BusSocket.create(vertx);
    third.connect(firstBound.address().toString()).await().connected().await();
    third.connect(secondBound.address().toString()).await().connected().await();
    third.send(Buffer.buffer("hello")); // not to itself
    Message atFirst = first.receive().await();
    Message atSecond = second.receive().await();

    assertEquals("hello", atFirst.body().toString());
    assertEquals("hello", atSecond.body().toString());
    assertEquals(0, third.statistics().await().received());
  }
}
