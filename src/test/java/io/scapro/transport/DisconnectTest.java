package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.scapro.Endpoint;
import io.scapro.Peer;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.Received;
import io.scapro.suite.TransportContract;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application disconnects a peer; {@code foreign} is tcp with pipes on another event loop. */
@ExtendWith(VertxExtension.class)
class DisconnectTest {

  private static final int MANY = 500;
  private static final Buffer FILLER = Buffer.buffer(new byte[4096]);

  private Vertx vertx;
  private PullSocket pull;
  private Happenings atPull;
  private Received received;
  private PushSocket push;
  private Happenings atPush;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    pull = PullSocket.create(vertx);
    atPull = Happenings.of(pull);
    received = Received.of(pull);
    push =
        PushSocket.create(
            vertx,
            new SocketOptions()
                .setSendBuffer(MANY)
                .setSendBufferBytes(2 * MANY * FILLER.length())
                .setLinger(Duration.ofSeconds(20)));
    atPush = Happenings.of(push);
  }

  private void sendMany() {
    for (int i = 0; i < MANY; i++) {
      push.send(Buffer.buffer().appendInt(i).appendBuffer(FILLER));
    }
  }

  /** All that was sent before arrives once, in order, and nothing was dropped. */
  private void allArrive() {
    for (int i = 0; i < MANY; i++) {
      assertEquals(i, received.next().getInt(0));
    }
    assertEquals(Map.of(), result(push.statistics()).dropped());
    assertEquals(MANY, result(push.statistics()).written());
  }

  private void theNextMessageArrives() {
    push.send(Buffer.buffer("after"));
    assertEquals("after", received.next().toString());
    assertEquals(MANY + 1, result(pull.statistics()).received());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "foreign"})
  void whatIsQueuedForThePeerIsSentFirst(String scheme) {
    Endpoint bound = result(push.bind(scheme + "://127.0.0.1:0"));
    result(pull.connect(bound.address().toString(), TransportContract.soon()));
    Peer peer = atPush.await(Type.ACCEPTED).peer().orElseThrow();
    sendMany();
    result(push.disconnect(peer));
    assertEquals(peer, atPush.await(Type.DISCONNECTED).peer().orElseThrow());
    allArrive();
    Peer again = atPush.await(Type.ACCEPTED).peer().orElseThrow();
    assertNotEquals(peer, again);
    result(push.disconnect(peer)); // it is gone: nothing to do, and the new one stays
    theNextMessageArrives();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "foreign"})
  void aConnectorConnectsAgain(String scheme) {
    Endpoint bound = result(pull.bind(scheme + "://127.0.0.1:0"));
    result(push.connect(bound.address().toString(), TransportContract.soon()));
    Peer peer = atPush.await(Type.CONNECTED).peer().orElseThrow();
    sendMany();
    result(push.disconnect(peer));
    assertEquals(peer, atPush.await(Type.DISCONNECTED).peer().orElseThrow());
    allArrive();
    assertNotEquals(peer, atPush.await(Type.CONNECTED).peer().orElseThrow());
    theNextMessageArrives();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "foreign"})
  void onlyThatPeerIsDisconnected(String scheme) {
    Endpoint bound = result(pull.bind(scheme + "://127.0.0.1:0"));
    PushSocket other = PushSocket.create(vertx);
    result(other.connect(bound.address().toString(), TransportContract.soon()));
    Peer stays = atPull.await(Type.ACCEPTED).peer().orElseThrow();
    result(push.connect(bound.address().toString(), TransportContract.soon()));
    Peer goes = atPull.await(Type.ACCEPTED).peer().orElseThrow();
    result(pull.disconnect(goes));
    assertEquals(goes, atPull.await(Type.DISCONNECTED).peer().orElseThrow());
    assertNotEquals(goes, atPull.await(Type.ACCEPTED).peer().orElseThrow());
    assertEquals(
        1L,
        result(pull.statistics()).peers().stream().filter(each -> each.id() == stays.id()).count());
  }
}
