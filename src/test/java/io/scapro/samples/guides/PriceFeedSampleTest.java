package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.SocketOptions;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/price-feed.md}. */
@Timeout(30)
class PriceFeedSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static final class PriceFeed {

    private final PubSocket pub;
    private final RepSocket latest;
    private final Map<String, Object> prices = new ConcurrentHashMap<>();

    PriceFeed(Vertx vertx) {
      pub = PubSocket.create(vertx, new SocketOptions().setName("prices"));
      latest = RepSocket.create(vertx);
      latest.handler(request -> request.reply(new JsonObject(Map.copyOf(prices)).toBuffer()));
    }

    Future<Endpoint> start(String feedUrl, String latestUrl) {
      return latest.bind(latestUrl).compose(bound -> pub.bind(feedUrl));
    }

    void publish(String name, int price) {
      prices.put(name, price);
      pub.send(Buffer.buffer("price." + name + " " + price));
    }
  }

  static Future<Endpoint> follow(SubSocket sub, String url, Handler<String> onPrice) {
    sub.handler(message -> onPrice.handle(message.body().toString()));
    return sub.subscribe("price.")
        .compose(subscribed -> sub.connect(url))
        .compose(endpoint -> endpoint.connected().map(endpoint));
  }

  @Test
  void subscribersGetWhatTheySubscribedTo() {
    PriceFeed feed = new PriceFeed(vertx);
    Endpoint bound = feed.start("inproc://feed", "inproc://latest").await();
    List<String> got = new ArrayList<>();
    Promise<List<String>> both = Promise.promise();
    follow(
            SubSocket.create(vertx),
            "inproc://feed",
            price -> {
              got.add(price);
              if (got.size() == 2) {
                both.complete(List.copyOf(got));
              }
            })
        .await();
    bound.connected().await();
    feed.publish("tea", 4);
    feed.publish("coffee", 7);
    assertEquals(List.of("price.tea 4", "price.coffee 7"), both.future().await());
  }

  static Future<JsonObject> latest(ReqSocket req) {
    return req.request(Buffer.buffer("all")).map(Buffer::toJsonObject);
  }

  @Test
  void aLateSubscriberAsksForTheLatestPrices() {
    PriceFeed feed = new PriceFeed(vertx);
    feed.start("inproc://feed", "inproc://latest").await();
    feed.publish("tea", 4);
    feed.publish("tea", 5);
    ReqSocket req = ReqSocket.create(vertx);
    req.connect("inproc://latest").await();
    assertEquals(new JsonObject().put("tea", 5), latest(req).await());
  }

  static SubSocket openLatestOnly(Vertx vertx) {
    return SubSocket.create(vertx, new SubOptions().setReceiveBuffer(1).setPreferNew(true));
  }

  @Test
  void aSlowReaderGetsTheNewestValue() {
    PriceFeed feed = new PriceFeed(vertx);
    Endpoint bound = feed.start("inproc://feed", "inproc://latest").await();
    SubSocket sub = openLatestOnly(vertx);
    sub.subscribe("price.tea").await();
    Promise<Void> dropped = Promise.promise();
    sub.eventHandler(
        event -> {
          if (event.dropReason().isPresent()) {
            dropped.tryComplete();
          }
        });
    sub.connect("inproc://feed").await();
    bound.connected().await();
    feed.publish("tea", 4);
    feed.publish("tea", 5);
    dropped.future().await();
    assertEquals("price.tea 5", sub.receive().await().body().toString());
  }
}
