package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.Await;
import io.scapro.suite.RawPeer;
import io.scapro.suite.ReservedPort;
import io.scapro.suite.Speech;
import io.scapro.suite.StreamTransportContract;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class WebSocketTransportTest implements StreamTransportContract {

  private Vertx vertx;
  private ReservedPort port;

  @BeforeEach
  void open(Vertx vertx) throws Exception {
    this.vertx = vertx;
    this.port = new ReservedPort();
  }

  @AfterEach
  void giveBackThePort() throws Exception {
    port.close();
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public String addressToBind() {
    return "ws://127.0.0.1:0/path";
  }

  @Override
  public String freeAddress() {
    return "ws://127.0.0.1:" + port.number() + "/path";
  }

  @Override
  public RawPeer rawPeer(Endpoint endpoint) throws IOException {
    return RawPeer.connect(endpoint);
  }

  @Override
  public Speech speech() {
    return Speech.WEBSOCKET;
  }

  @Test
  void onePathHasOneSocket() {
    String url = result(PullSocket.create(vertx).bind("ws://127.0.0.1:0/a")).address().toString();
    result(PullSocket.create(vertx).bind(url.replace("/a", "/b")));
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(PullSocket.create(vertx).bind(url)));
  }
}
