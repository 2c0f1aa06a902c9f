package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.protocol.AnswerOptions;
import io.scapro.protocol.PendingRequest;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/request-reply-service.md}. */
@Timeout(30)
class RequestReplySampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static final class PriceService extends VerticleBase {

    private final String url;
    private final Map<String, Integer> prices;

    PriceService(String url, Map<String, Integer> prices) {
      this.url = url;
      this.prices = prices;
    }

    @Override
    public Future<?> start() {
      AnswerOptions options =
          new AnswerOptions().setName("prices").setFailureBody("{\"error\":\"internal error\"}");
      RepSocket rep = RepSocket.create(vertx, options);
      rep.handler(request -> request.reply(answer(request.body().toJsonObject()).toBuffer()));
      return rep.bind(url);
    }

    private JsonObject answer(JsonObject question) {
      Integer price = prices.get(question.getString("name"));
      return price == null
          ? new JsonObject().put("error", "unknown name")
          : new JsonObject().put("price", price);
    }
  }

  static final class PriceClient {

    private final ReqSocket req;

    PriceClient(Vertx vertx, String... urls) {
      ReqOptions options =
          new ReqOptions()
              .setName("prices")
              .setReceiveTimeout(Duration.ofSeconds(10))
              .setResendInterval(Duration.ofSeconds(3));
      req = ReqSocket.create(vertx, options);
      for (String url : urls) {
        req.connect(url);
      }
    }

    Future<Integer> price(String name) {
      return req.request(new JsonObject().put("name", name).toBuffer())
          .map(Buffer::toJsonObject)
          .compose(
              reply ->
                  reply.containsKey("price")
                      ? Future.succeededFuture(reply.getInteger("price"))
                      : Future.failedFuture(reply.getString("error")));
    }
  }

  private String serve(String url) {
    return vertx.deployVerticle(new PriceService(url, Map.of("tea", 4))).await();
  }

  private static Throwable failure(Future<?> future) {
    return future.transform(end -> Future.succeededFuture(end.cause())).await();
  }

  @Test
  void answersRequests() {
    serve("inproc://prices");
    PriceClient client = new PriceClient(vertx, "inproc://prices");
    assertEquals(4, client.price("tea").await());
    assertEquals("unknown name", failure(client.price("gold")).getMessage());
  }

  @Test
  void answersWithTheFailureBodyWhenTheHandlerThrows() {
    serve("inproc://prices");
    ReqSocket req = ReqSocket.create(vertx);
    req.connect("inproc://prices");
    Buffer reply = req.request(Buffer.buffer("no JSON")).await();
    assertEquals("internal error", reply.toJsonObject().getString("error"));
  }

  @Test
  void goesOnWithTheOtherServer() {
    String first = serve("inproc://prices1");
    serve("inproc://prices2");
    PriceClient client = new PriceClient(vertx, "inproc://prices1", "inproc://prices2");
    assertEquals(4, client.price("tea").await());
    vertx.undeploy(first).await();
    for (int i = 0; i < 10; i++) {
      assertEquals(4, client.price("tea").await());
    }
  }

  static Future<Buffer> fastest(ReqSocket one, ReqSocket other, Buffer question) {
    PendingRequest first = one.ask(question.copy());
    PendingRequest second = other.ask(question.copy());
    return Future.any(first.reply(), second.reply())
        .map(any -> any.succeeded(0) ? first.reply().result() : second.reply().result())
        .onComplete(
            end -> {
              first.cancel();
              second.cancel();
            });
  }

  @Test
  void cancelsTheSlowerRequest() {
    RepSocket silent = RepSocket.create(vertx);
    silent.bind("inproc://silent").await();
    RepSocket quick = RepSocket.create(vertx);
    quick.handler(request -> request.reply(Buffer.buffer("quick")));
    quick.bind("inproc://quick").await();
    ReqSocket one = ReqSocket.create(vertx);
    one.connect("inproc://silent").await();
    ReqSocket other = ReqSocket.create(vertx);
    other.connect("inproc://quick").await();
    assertEquals("quick", fastest(one, other, Buffer.buffer("?")).await().toString());
  }

  @Test
  void aCancelledRequestFails() {
    PendingRequest request = ReqSocket.create(vertx).ask(Buffer.buffer("?"));
    request.cancel();
    assertEquals(Reason.CANCELLED, ((SpException) failure(request.reply())).reason());
  }
}
