package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The samples of {@code docs/guides/testing-your-application.md}. */
@Timeout(30)
@ExtendWith(VertxExtension.class)
class TestingSampleTest {

  static final class PriceService {

    private final RepSocket rep;

    PriceService(Vertx vertx) {
      rep = RepSocket.create(vertx);
      rep.handler(request -> request.reply(Buffer.buffer("7 " + request.body())));
    }

    Future<Endpoint> start(String url) {
      return rep.bind(url);
    }
  }

  static final class PriceVerticle extends VerticleBase {

    @Override
    public Future<?> start() {
      return new PriceService(vertx).start(config().getString("url"));
    }
  }

  @Test
  void answersWithAPrice() {
    FakeHost host = FakeHost.onEventLoop();
    PriceService service = host.open(PriceService::new);
    FakePeer client = FakePeer.join(service.start("tcp://*:5555").result());
    Buffer id = Buffer.buffer().appendInt(0x80000001); // the request id of REQ
    client.offer(id.copy().appendString("EUR"));
    assertEquals(id.copy().appendString("7 EUR"), client.lastSent());
    assertEquals(List.of(), host.failures());
  }

  @Test
  void failsWhenNoReplyComesInTime() {
    FakeHost host = FakeHost.onEventLoop();
    ReqOptions options = new ReqOptions().setReceiveTimeout(Duration.ofSeconds(10));
    ReqSocket req = host.open(vertx -> ReqSocket.create(vertx, options));
    FakePeer.join(req); // a server that does not reply
    Future<Buffer> reply = req.request(Buffer.buffer("EUR"));
    host.advance(Duration.ofSeconds(10));
    assertEquals(Reason.TIMEOUT, ((SpException) reply.cause()).reason());
  }

  @Test
  void answersOverInproc(Vertx vertx, VertxTestContext test) {
    ReqSocket req = ReqSocket.create(vertx);
    new PriceService(vertx)
        .start("inproc://prices")
        .compose(bound -> req.connect("inproc://prices"))
        .compose(connected -> req.request(Buffer.buffer("EUR")))
        .onSuccess(reply -> test.verify(() -> assertEquals("7 EUR", reply.toString())))
        .onComplete(test.succeedingThenComplete());
  }

  @Test
  void theVerticleAnswers(Vertx vertx) {
    JsonObject config = new JsonObject().put("url", "inproc://verticle");
    DeploymentOptions options = new DeploymentOptions().setConfig(config);
    vertx.deployVerticle(new PriceVerticle(), options).await();
    ReqSocket req = ReqSocket.create(vertx);
    req.connect("inproc://verticle").await();
    assertEquals("7 EUR", req.request(Buffer.buffer("EUR")).await().toString());
  }

  @Test
  void answersOverTcp(Vertx vertx) {
    Endpoint bound = new PriceService(vertx).start("tcp://127.0.0.1:0").await();
    ReqSocket req = ReqSocket.create(vertx);
    req.connect(bound.address().toString()).await();
    assertEquals("7 EUR", req.request(Buffer.buffer("EUR")).await().toString());
  }

  static Future<Void> join(PubSocket pub, SubSocket sub, String url) {
    return pub.bind(url)
        .compose(
            bound ->
                sub.connect(url)
                    .compose(endpoint -> Future.all(endpoint.connected(), bound.connected())))
        .mapEmpty();
  }

  @Test
  void aSubscriberGetsTheFirstMessage(Vertx vertx) {
    PubSocket pub = PubSocket.create(vertx);
    SubSocket sub = SubSocket.create(vertx);
    sub.subscribe("").await();
    join(pub, sub, "inproc://news").await();
    pub.send(Buffer.buffer("first")).await();
    assertEquals("first", sub.receive().await().body().toString());
  }
}
