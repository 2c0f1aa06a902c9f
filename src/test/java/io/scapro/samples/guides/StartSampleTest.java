package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service and the client of {@code docs/start/index.md}. */
@Timeout(30)
class StartSampleTest {

  private final Vertx vertx = Vertx.vertx();

  static final class GreetingService extends VerticleBase {

    @Override
    public Future<?> start() {
      RepSocket rep = RepSocket.create(vertx);
      rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
      return rep.bind(config().getString("url", "tcp://127.0.0.1:5555"));
    }
  }

  static Future<String> greet(Vertx vertx, String url, String name) {
    ReqSocket req = ReqSocket.create(vertx);
    req.connect(url);
    return req.request(Buffer.buffer(name)).map(Buffer::toString).eventually(req::close);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void theClientGetsTheGreetingOfTheService() {
    JsonObject config = new JsonObject().put("url", "inproc://greeting");
    DeploymentOptions options = new DeploymentOptions().setConfig(config);
    vertx.deployVerticle(new GreetingService(), options).await();
    assertEquals("hello world", greet(vertx, "inproc://greeting", "world").await());
  }

  @Test
  void theClientMayStartFirst() {
    Future<String> greeting = greet(vertx, "inproc://greeting", "world");
    JsonObject config = new JsonObject().put("url", "inproc://greeting");
    DeploymentOptions options = new DeploymentOptions().setConfig(config);
    vertx.deployVerticle(new GreetingService(), options).await();
    assertEquals("hello world", greeting.await());
  }
}
