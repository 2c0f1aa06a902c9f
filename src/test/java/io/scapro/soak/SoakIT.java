package io.scapro.soak;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sockets, connections, verticles, certificates and listeners begin and end for {@code
 * -Dsoak.minutes=60}, and nothing that can be counted grows.
 */
@Tag("soak")
class SoakIT {

  private static final long MINUTES = Long.getLong("soak.minutes", 60);
  private static final int SAMPLES = 24;

  /** At the start, caches fill and threads begin. */
  private static final int WARM_UP = SAMPLES / 3;

  @TempDir Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(2)
              .setWorkerPoolSize(2)
              .setInternalBlockingPoolSize(2));

  @AfterEach
  void close() {
    result(vertx.close());
  }

  @Test
  void nothingGrows() throws Exception {
    Gauges gauges = new Gauges(vertx, registry);
    try (Churn restarts = new RestartChurn(vertx);
        Churn secure = new SecureChurn(vertx, folder)) {
      List<Churn> churns =
          List.of(
              new SocketChurn(vertx, registry, folder), new VerticleChurn(vertx), secure, restarts);
      long slice = TimeUnit.MINUTES.toNanos(MINUTES) / (WARM_UP + SAMPLES);
      long start = System.nanoTime();
      int round = 0;
      for (int sample = 1; sample <= WARM_UP + SAMPLES; sample++) {
        do {
          for (Churn each : churns) {
            each.round(round);
          }
          round++;
        } while (System.nanoTime() - start < sample * slice);
        if (sample > WARM_UP) {
          gauges.sample();
        }
      }
      System.out.printf("Soak: %d rounds in %d min; %s%n", round, MINUTES, gauges);
    }
    assertEquals(List.of(), gauges.grown());
  }
}
