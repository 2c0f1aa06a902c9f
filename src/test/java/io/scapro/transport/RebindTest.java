package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.protocol.PullSocket;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebindTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void anAddressIsFreeOnceItsSocketIsClosed() throws TimeoutException {
    String first = null;
    for (int round = 0; round < 100; round++) {
      PullSocket pull = PullSocket.create(vertx);
      String url = first == null ? "tcp://127.0.0.1:0" : first;
      String bound = pull.bind(url).await(20, TimeUnit.SECONDS).address().toString();
      first = first == null ? bound : first;
      assertEquals(first, bound);
      pull.close().await(20, TimeUnit.SECONDS);
    }
  }
}
