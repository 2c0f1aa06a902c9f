package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/health.md}. */
@Timeout(30)
class HealthSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Future<JsonObject> health(Vertx vertx) {
    return vertx.eventBus().<JsonObject>request("scapro.health", null).map(Message::body);
  }

  static Future<HttpServer> serveHealth(Vertx vertx, String host, int port) {
    HttpServer server = vertx.createHttpServer();
    server.requestHandler(
        request ->
            health(vertx)
                .onSuccess(
                    health -> {
                      boolean up = health.getString("status").equals("UP");
                      request.response().setStatusCode(up ? 200 : 503).end(health.toBuffer());
                    })
                .onFailure(failure -> request.response().setStatusCode(503).end()));
    return vertx.deployVerticle("scapro:health").compose(id -> server.listen(port, host));
  }

  private static int status(HttpServer server) throws Exception {
    URI health = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void aBoundSocketIsUp() throws Exception {
    PullSocket.create(vertx).bind("inproc://jobs").await();
    assertEquals(200, status(serveHealth(vertx, "127.0.0.1", 0).await()));
    assertEquals("UP", health(vertx).await().getString("status"));
  }

  @Test
  void anEndpointWithoutAPeerIsDown() throws Exception {
    PushSocket.create(vertx).connect("inproc://nobody").await();
    assertEquals(503, status(serveHealth(vertx, "127.0.0.1", 0).await()));
  }
}
