package io.scapro.spi;

import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.Await;
import io.vertx.core.Vertx;

/** An application of {@link LoggingIT}: its socket {@code prices} has something to log. */
final class LoggingApplication {

  private LoggingApplication() {}

  public static void main(String[] none) {
    Vertx vertx = Vertx.vertx();
    PullSocket prices = PullSocket.create(vertx, new SocketOptions().setName("prices"));
    Await.failure(prices.bind("tcp://127.0.0.1:port"));
    Await.result(vertx.close());
  }
}
