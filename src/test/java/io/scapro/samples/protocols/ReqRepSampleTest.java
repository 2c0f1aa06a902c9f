package io.scapro.samples.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of docs/protocols/req.md and docs/protocols/rep.md. */
@Timeout(30)
class ReqRepSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    vertx.close().await();
  }

  @Test
  void requestsAreInFlightAtTheSameTime() {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
    Endpoint bound = rep.bind("tcp://127.0.0.1:0").await();

    ReqSocket req =
        ReqSocket.create(
            vertx,
            new ReqOptions()
                .setResendInterval(Duration.ofSeconds(10)) // to the next server
                .setReceiveTimeout(Duration.ofSeconds(25))); // then the request fails
    req.connect(bound.address().toString()).await();
    Future<Buffer> tea = req.request(Buffer.buffer("tea"));
    Future<Buffer> milk = req.request(Buffer.buffer("milk"));
    Future.all(tea, milk).await();

    assertEquals("hello tea", tea.result().toString());
    assertEquals("hello milk", milk.result().toString());
  }

  @Test
  void replyComesLater() {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(
        request ->
            priceOf(request.body().toString())
                .onSuccess(price -> request.reply(Buffer.buffer(price.toString()))));
    Endpoint bound = rep.bind("tcp://127.0.0.1:0").await();

    ReqSocket req = ReqSocket.create(vertx);
    req.connect(bound.address().toString()).await();
    Buffer price = req.request(Buffer.buffer("tea")).await();

    assertEquals("3", price.toString());
  }

  private Future<Integer> priceOf(String name) {
    return vertx.executeBlocking(name::length);
  }
}
