package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.SocketOptions;
import io.scapro.protocol.Device;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/devices-and-bridges.md}. */
@Timeout(30)
class DevicesSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Future<Device> forwardRequests(Vertx vertx, String clientsUrl, String serversUrl) {
    RawSocket clients = RawSocket.create(vertx, "rep", new SocketOptions().setName("clients"));
    RawSocket servers = RawSocket.create(vertx, "req", new SocketOptions().setName("servers"));
    Device device = Device.start(clients, servers);
    return Future.all(clients.bind(clientsUrl), servers.bind(serversUrl)).map(device);
  }

  @Test
  void requestsAndRepliesCrossTheDevice() {
    forwardRequests(vertx, "inproc://clients", "inproc://servers").await();
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
    rep.connect("inproc://servers").await();
    ReqSocket req = ReqSocket.create(vertx);
    req.connect("inproc://clients").await();
    assertEquals("hello world", req.request(Buffer.buffer("world")).await().toString());
  }

  static Future<Void> relayLargeJobs(Vertx vertx, String from, String to) {
    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    pull.handler(
        job -> {
          if (job.length() >= 1000) {
            push.send(job.body());
          }
          if (push.writeQueueFull()) {
            pull.pause();
            push.drainHandler(drained -> pull.resume());
          }
        });
    return Future.all(pull.bind(from), push.connect(to)).mapEmpty();
  }

  @Test
  void aRelayCanLookAtMessages() {
    PullSocket large = PullSocket.create(vertx);
    large.bind("inproc://large").await();
    relayLargeJobs(vertx, "inproc://jobs", "inproc://large").await();
    PushSocket jobs = PushSocket.create(vertx);
    jobs.connect("inproc://jobs").await();
    jobs.send(Buffer.buffer("small")).await();
    jobs.send(Buffer.buffer(new byte[1000])).await();
    assertEquals(1000, large.receive().await().length());
  }

  static Future<String> bridge(Vertx vertx, String url, String permittedAddress) {
    JsonObject inbound = new JsonObject().put("address", permittedAddress);
    JsonObject config =
        new JsonObject()
            .put("bind", url)
            .put("bridge", new JsonObject().put("inbound", JsonArray.of(inbound)));
    return vertx.deployVerticle("scapro:rep", new DeploymentOptions().setConfig(config));
  }

  @Test
  void aBridgeGivesRequestsToTheAddressThatTheyName() {
    vertx.eventBus().<String>consumer("orders", order -> order.reply("ordered " + order.body()));
    bridge(vertx, "inproc://bridge", "orders").await();
    ReqSocket req = ReqSocket.create(vertx);
    req.connect("inproc://bridge").await();
    JsonObject request = new JsonObject().put("address", "orders").put("body", "tea");
    JsonObject reply = req.request(request.toBuffer()).await().toJsonObject();
    assertEquals("ordered tea", reply.getString("body"));
    JsonObject other = new JsonObject().put("address", "secrets").put("body", "all");
    JsonObject refusal = req.request(other.toBuffer()).await().toJsonObject();
    assertEquals(27005, refusal.getJsonObject("failure").getInteger("code"));
  }
}
