package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scapro.Endpoint;
import io.scapro.OpenSockets;
import io.scapro.Socket;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.metrics.SocketMeters;
import io.scapro.metrics.StatisticsFeed;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/metrics.md}. */
@Timeout(30)
class MetricsSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** A PULL socket that has received one message. */
  private PullSocket busyPull() {
    PullSocket pull = PullSocket.create(vertx, new SocketOptions().setName("jobs"));
    pull.bind("inproc://jobs").await();
    PushSocket push = PushSocket.create(vertx);
    push.connect("inproc://jobs").await();
    push.send(Buffer.buffer("job")).await();
    pull.receive().await();
    return pull;
  }

  static Future<SocketMeters> meter(Vertx vertx, MeterRegistry registry, Socket socket) {
    return SocketMeters.bind(vertx, registry, socket, Duration.ofSeconds(5));
  }

  @Test
  void aRegistryHasTheMetersOfASocket() {
    MeterRegistry registry = new SimpleMeterRegistry();
    PullSocket pull = busyPull();
    meter(vertx, registry, pull).await();
    assertEquals(
        1,
        registry
            .get("scapro.messages.received")
            .tag("socket", "jobs")
            .tag("protocol", "pull")
            .functionCounter()
            .count());
    pull.close().await();
  }

  static Future<Endpoint> publishStatistics(Vertx vertx, String url) {
    PubSocket monitor = PubSocket.create(vertx, new SocketOptions().setName("monitor"));
    StatisticsFeed.start(vertx, monitor, Duration.ofSeconds(1));
    return monitor.bind(url);
  }

  @Test
  void aFeedPublishesSnapshots() {
    publishStatistics(vertx, "inproc://monitor").await();
    SubSocket sub = SubSocket.create(vertx);
    sub.subscribe("").await();
    sub.connect("inproc://monitor").await();
    JsonObject snapshot = sub.receive().await().body().toJsonObject();
    assertEquals(StatisticsFeed.VERSION, snapshot.getInteger("version"));
  }

  static Future<List<SocketStatistics>> withDrops(Vertx vertx) {
    return OpenSockets.statistics(vertx)
        .map(all -> all.stream().filter(each -> !each.dropped().isEmpty()).toList());
  }

  @Test
  void noSocketHasDropsAtFirst() {
    busyPull();
    assertEquals(List.of(), withDrops(vertx).await());
  }
}
