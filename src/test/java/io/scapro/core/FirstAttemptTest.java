package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What connect tells when it must not try again. */
@ExtendWith(VertxExtension.class)
class FirstAttemptTest {

  @Test
  void tellsWhyTheOnlyAttemptFailed(Vertx vertx) throws Exception {
    // Bound and not listening: nobody else gets the port, and it refuses.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Future<Endpoint> endpoint =
          PushSocket.create(vertx)
              .connect(
                  "tcp://127.0.0.1:" + taken.getLocalPort(),
                  new EndpointOptions().setFirstAttempt(FirstAttempt.FAIL));
      SpException failure =
          assertThrows(SpException.class, () -> endpoint.await(20, TimeUnit.SECONDS));
      assertEquals(Reason.REFUSED, failure.reason(), failure::toString);
    }
  }
}
