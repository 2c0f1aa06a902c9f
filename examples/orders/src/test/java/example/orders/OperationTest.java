package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Health and metrics of a process with the service and the front. */
@Timeout(60)
class OperationTest {

  private static final List<String> SOCKETS =
      List.of("events", "events", "jobs", "orders", "orders", "pages", "results");

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private Environment environment;
  private Application application;

  @BeforeEach
  void makeCertificates() throws Exception {
    environment = Environment.in(folder);
  }

  @AfterEach
  void stop() {
    application.stop().eventually(vertx::close).await();
  }

  private Web start(String... words) {
    application = Application.start(vertx, environment.settings(words)).await();
    return new Web(application.front().port());
  }

  private static List<String> names(JsonObject health) {
    return health.getJsonArray("checks").stream()
        .map(check -> ((JsonObject) check).getString("id"))
        .sorted()
        .toList();
  }

  @Test
  void healthIsUpWhenAllSocketsAreConnected() throws Exception {
    Web web = start("service", "front");
    application.joined().await();
    assertEquals(200, web.get("/health").statusCode());
    assertEquals(SOCKETS, names(web.json("/health")));
  }

  @Test
  void healthIsDownWithoutTheService() throws Exception {
    try (UnusedPort nobody = new UnusedPort()) {
      String url = "tls+tcp://127.0.0.1:" + nobody.number();
      Web web = start("front", "orders=" + url, "events=" + url);
      assertEquals(503, web.get("/health").statusCode());
      assertEquals("DOWN", web.json("/health").getString("status"));
    }
  }

  @Test
  void metricsHaveAllSockets() throws Exception {
    String metrics = start("service", "front").get("/metrics").body();
    for (String name : SOCKETS) {
      String pipes = "scapro_pipes{";
      assertTrue(
          metrics
              .lines()
              .anyMatch(line -> line.startsWith(pipes) && line.contains('"' + name + '"')),
          () -> "expected " + pipes + " of " + name + " in " + metrics);
    }
  }
}
