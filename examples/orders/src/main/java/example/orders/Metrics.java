package example.orders;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.scapro.OpenSockets;
import io.scapro.metrics.SocketMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;

/** {@code GET /metrics}: the figures of all sockets of this process, for Prometheus. */
final class Metrics {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private Metrics() {}

  /** Adds the route. Completes when the sockets that are open now have their meters. */
  static Future<?> mount(Vertx vertx, Router router) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    router
        .get("/metrics")
        .handler(
            context -> {
              context.response().putHeader("Content-Type", "text/plain; version=0.0.4");
              context.end(registry.scrape());
            });
    return Future.all(
        OpenSockets.of(vertx).stream()
            .map(socket -> SocketMeters.bind(vertx, registry, socket, INTERVAL))
            .toList());
  }
}
