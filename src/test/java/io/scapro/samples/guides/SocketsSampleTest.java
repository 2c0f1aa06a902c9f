package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.EndpointStatistics;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/concepts/sockets-and-endpoints.md}. */
@Timeout(30)
class SocketsSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Future<PullSocket> openResults(Vertx vertx) {
    SocketOptions options = new SocketOptions().setName("results").setReceiveBuffer(1000);
    PullSocket results = PullSocket.create(vertx, options);
    Future<Endpoint> network = results.bind("tcp://127.0.0.1:0");
    Future<Endpoint> local = results.bind("inproc://results");
    return Future.all(network, local).map(results);
  }

  @Test
  void oneSocketHasTwoEndpoints() {
    PullSocket results = openResults(vertx).await();
    assertEquals("results", results.name());
    PushSocket near = PushSocket.create(vertx);
    PushSocket far = PushSocket.create(vertx);
    String tcp =
        results.statistics().await().endpoints().stream()
            .map(EndpointStatistics::address)
            .filter(address -> address.startsWith("tcp://127.0.0.1:"))
            .findFirst()
            .orElseThrow();
    near.connect("inproc://results").await();
    far.connect(tcp).await();
    near.send(Buffer.buffer("near")).await();
    far.send(Buffer.buffer("far")).await();
    String first = results.receive().await().body().toString();
    String second = results.receive().await().body().toString();
    assertEquals(Set.of("near", "far"), Set.of(first, second));
  }

  static Future<Endpoint> connectOrFail(PushSocket push, String url) {
    EndpointOptions options =
        new EndpointOptions()
            .setFirstAttempt(EndpointOptions.FirstAttempt.FAIL)
            .setHandshakeTimeout(Duration.ofSeconds(2));
    return push.connect(url, options);
  }

  @Test
  void connectFailsWhereItIsTold() {
    Future<Endpoint> connected = connectOrFail(PushSocket.create(vertx), "inproc://nobody");
    Throwable failure = connected.transform(end -> Future.succeededFuture(end.cause())).await();
    assertFalse(connected.succeeded());
    assertEquals(Reason.REFUSED, ((SpException) failure).reason());
  }
}
