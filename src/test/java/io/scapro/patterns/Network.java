package io.scapro.patterns;

import static io.scapro.suite.Await.result;

import io.scapro.Socket;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A Vertx of its own for each test, whose sockets meet over inproc. */
@Timeout(60)
abstract class Network {

  private static final AtomicInteger NAMES = new AtomicInteger();

  final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    result(vertx.close());
  }

  /** An address nobody has. */
  static String address() {
    return "inproc://" + NAMES.incrementAndGet();
  }

  /** Binds {@code server}, connects the others, and waits until they are. */
  static String join(Socket server, Socket... clients) {
    String address = address();
    result(server.bind(address));
    for (Socket client : clients) {
      result(result(client.connect(address)).connected());
    }
    return address;
  }
}
