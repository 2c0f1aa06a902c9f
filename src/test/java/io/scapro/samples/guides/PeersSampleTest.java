package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Peer;
import io.scapro.PeerHook;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/concepts/peers-and-pipes.md}. */
@Timeout(30)
class PeersSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static PeerHook onlyFrom(Set<String> hosts) {
    return peer -> {
      String address = peer.remoteAddress();
      String host = address.substring(0, address.lastIndexOf(':'));
      return hosts.contains(host)
          ? Future.succeededFuture()
          : Future.failedFuture("expected a known host, got " + host);
    };
  }

  @Test
  void acceptsKnownHosts() {
    PullSocket pull = PullSocket.create(vertx);
    pull.peerHook(onlyFrom(Set.of("127.0.0.1")));
    String url = pull.bind("tcp://127.0.0.1:0").await().address().toString();
    PushSocket push = PushSocket.create(vertx);
    push.connect(url).await().connected().await();
    push.send(Buffer.buffer("known")).await();
    assertEquals("known", pull.receive().await().body().toString());
  }

  @Test
  void refusesOthers() {
    Promise<SpException> refused = Promise.promise();
    PullSocket pull = PullSocket.create(vertx);
    pull.peerHook(onlyFrom(Set.of("192.0.2.1")));
    pull.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.REFUSED) {
            refused.tryComplete(event.cause().orElseThrow());
          }
        });
    String url = pull.bind("tcp://127.0.0.1:0").await().address().toString();
    PushSocket.create(vertx).connect(url).await();
    String text = refused.future().await().getMessage();
    assertTrue(text.contains("expected a known host, got 127.0.0.1"), text);
  }

  static Future<Pair1Socket> openRoom(Vertx vertx, String url) {
    Pair1Socket room = Pair1Socket.create(vertx, new Pair1Options().setPolyamorous(true));
    room.handler(
        message -> {
          Peer sender = message.peer();
          if (message.body().toString().equals("bye")) {
            room.disconnect(sender);
          } else {
            room.send(sender, Buffer.buffer("hello " + message.body()));
          }
        });
    return room.bind(url).map(room);
  }

  @Test
  void answersAndDisconnectsOnePeer() {
    openRoom(vertx, "inproc://room").await();
    Promise<Reason> ended = Promise.promise();
    Pair1Socket guest = Pair1Socket.create(vertx);
    guest.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.DISCONNECTED) {
            ended.tryComplete(event.cause().orElseThrow().reason());
          }
        });
    guest.connect("inproc://room").await();
    guest.send(Buffer.buffer("Ada")).await();
    assertEquals("hello Ada", guest.receive().await().body().toString());
    guest.send(Buffer.buffer("bye")).await();
    assertEquals(Reason.DISCONNECTED, ended.future().await());
  }
}
