package io.scapro.transport;

import io.scapro.protocol.PullSocket;
import io.scapro.suite.ReservedPort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one socket gave back, the next may take. */
class RebindTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void anAddressIsFreeOnceItsSocketIsClosed() throws IOException, TimeoutException {
    try (ReservedPort port = new ReservedPort()) {
      for (int round = 0; round < 100; round++) {
        PullSocket pull = PullSocket.create(vertx);
        pull.bind(port.url()).await(20, TimeUnit.SECONDS);
        pull.close().await(20, TimeUnit.SECONDS);
      }
    }
  }
}
