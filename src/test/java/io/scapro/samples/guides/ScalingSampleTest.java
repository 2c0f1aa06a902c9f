package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.OpenSockets;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/scaling.md}. */
@Timeout(30)
class ScalingSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static final class Hasher extends VerticleBase {

    @Override
    public Future<?> start() {
      RepSocket rep = RepSocket.create(vertx);
      rep.handler(request -> request.reply(Buffer.buffer("" + request.body().hashCode())));
      EndpointOptions shared = new EndpointOptions().setShared(true);
      return rep.bind(config().getString("url"), shared);
    }
  }

  static Future<String> deployHashers(Vertx vertx, String url, int instances) {
    JsonObject config = new JsonObject().put("url", url);
    DeploymentOptions options = new DeploymentOptions().setInstances(instances).setConfig(config);
    return vertx.deployVerticle(() -> new Hasher(), options);
  }

  @Test
  void instancesShareAnAddress() {
    deployHashers(vertx, "inproc://hashes", 2).await();
    assertEquals(2, OpenSockets.of(vertx).size());
    String expected = "" + Buffer.buffer("x").hashCode();
    for (int i = 0; i < 4; i++) {
      ReqSocket req = ReqSocket.create(vertx);
      req.connect("inproc://hashes").await();
      assertEquals(expected, req.request(Buffer.buffer("x")).await().toString());
    }
  }

  @Test
  void aVerticleWithInstancesIsReachedByOneAddress() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    vertx.eventBus().<Buffer>consumer("echo", message -> message.reply(message.body()));
    JsonObject config = new JsonObject().put("bind", "inproc://echo").put("deliver", "echo");
    vertx
        .deployVerticle("scapro:rep", new DeploymentOptions().setInstances(2).setConfig(config))
        .await();
    OpenSockets.of(vertx).forEach(socket -> names.add(socket.name()));
    assertEquals(Set.of("rep"), names);
    ReqSocket req = ReqSocket.create(vertx);
    req.connect("inproc://echo").await();
    assertEquals("x", req.request(Buffer.buffer("x")).await().toString());
  }
}
