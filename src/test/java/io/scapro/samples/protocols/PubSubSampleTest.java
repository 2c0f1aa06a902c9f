package io.scapro.samples.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.SocketStatistics;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.SubContext;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of docs/protocols/pub.md and docs/protocols/sub.md. */
@Timeout(30)
class PubSubSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    vertx.close().await();
  }

  @Test
  void subscriberReceivesWhatBeginsWithItsTopic() {
    PubSocket pub = PubSocket.create(vertx);
    Endpoint bound = pub.bind("tcp://127.0.0.1:0").await();

    SubSocket sub = SubSocket.create(vertx);
    sub.subscribe("weather.").await();
    sub.connect(bound.address().toString()).await();

    bound.connected().await(); // the first subscriber; messages sent before go to no one
    pub.send(Buffer.buffer("sport.chess 1:0"));
    pub.send(Buffer.buffer("weather.rain 4 mm"));
    Message message = sub.receive().await();
    SocketStatistics statistics = sub.statistics().await();

    assertEquals("weather.rain 4 mm", message.body().toString());
    assertEquals(1, statistics.filtered());
    assertEquals(2, pub.statistics().await().copies());
  }

  @Test
  void contextHasItsOwnTopics() {
    SubSocket sub = SubSocket.create(vertx);
    sub.subscribe("weather.").await();
    SubContext sport = sub.context(); // a second reader with topics and a queue of its own
    sport.subscribe("sport.").await();
    Endpoint bound = sub.bind("tcp://127.0.0.1:0").await();

    PubSocket pub = PubSocket.create(vertx);
    pub.connect(bound.address().toString()).await().connected().await();
    pub.send(Buffer.buffer("sport.chess 1:0"));
    pub.send(Buffer.buffer("weather.rain 4 mm"));
    Message rain = sub.receive().await();
    Message chess = sport.receive().await();

    assertEquals("weather.rain 4 mm", rain.body().toString());
    assertEquals("sport.chess 1:0", chess.body().toString());
  }
}
