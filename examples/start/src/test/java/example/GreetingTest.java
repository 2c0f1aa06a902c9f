package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(30)
@ExtendWith(VertxExtension.class)
class GreetingTest {

  @Test
  void greetsWithoutANetwork() {
    FakeHost host = FakeHost.onEventLoop();
    GreetingService service = host.open(GreetingService::new);
    FakePeer client = FakePeer.join(service.start("tcp://*:5570").result());
    Buffer id = Buffer.buffer().appendInt(0x80000001); // the request id of REQ
    client.offer(id.copy().appendString("test"));
    assertEquals(id.copy().appendString("hello test"), client.lastSent());
    assertEquals(List.of(), host.failures());
  }

  @Test
  void theVerticleGreets(Vertx vertx) {
    JsonObject config = new JsonObject().put("url", "inproc://greeting").put("port", 0);
    DeploymentOptions options = new DeploymentOptions().setConfig(config);
    vertx.deployVerticle(new GreetingVerticle(), options).await();
    assertEquals("hello test", Client.greet(vertx, "inproc://greeting", "test").await());
  }
}
