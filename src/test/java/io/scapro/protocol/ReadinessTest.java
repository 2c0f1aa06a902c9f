package io.scapro.protocol;

import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Readiness;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketOptions;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whether a message that is sent now would be accepted at once. */
class ReadinessTest {

  private static final Buffer BODY = Buffer.buffer("m");

  private final FakeHost host = FakeHost.onEventLoop();

  private static SocketOptions oneMessage() {
    return new SocketOptions().setSendBuffer(1);
  }

  private static boolean sendable(Socket socket) {
    return result(socket.isReady(Readiness.SENDABLE));
  }

  /** A socket that waits for a peer with room. */
  private static void waitsForAPeer(Socket socket, Function<Buffer, Future<?>> send) {
    assertEquals(false, sendable(socket), "without a peer");
    FakePeer peer = FakePeer.join(socket).hold();
    assertEquals(true, sendable(socket), "with an idle peer");
    send.apply(BODY);
    assertEquals(false, sendable(socket), "with a full peer");
    send.apply(BODY);
    peer.take(1);
    assertEquals(false, sendable(socket), "while a message waits or the peer is full");
    peer.takeAll();
    assertEquals(true, sendable(socket), "when the peer has read");
    peer.disconnect();
    assertEquals(false, sendable(socket), "after the peer");
  }

  @Test
  void pushWaitsForAPeer() {
    PushSocket push = host.open(vertx -> PushSocket.create(vertx, oneMessage()));
    waitsForAPeer(push, body -> push.send(body));
  }

  @Test
  void pairWaitsForAPeer() {
    PairSocket pair = host.open(vertx -> PairSocket.create(vertx, oneMessage()));
    waitsForAPeer(pair, body -> pair.send(body));
  }

  @Test
  void pair1WaitsForAPeer() {
    Pair1Socket pair =
        host.open(vertx -> Pair1Socket.create(vertx, new Pair1Options().setSendBuffer(1)));
    waitsForAPeer(pair, body -> pair.send(body));
  }

  @Test
  void reqWaitsForAPeer() {
    ReqSocket req = host.open(vertx -> ReqSocket.create(vertx, new ReqOptions().setSendBuffer(1)));
    waitsForAPeer(req, body -> req.request(body));
  }

  @Test
  void broadcastsNeverWait() {
    for (Socket socket :
        new Socket[] {
          host.open(vertx -> PubSocket.create(vertx)),
          host.open(vertx -> BusSocket.create(vertx)),
          host.open(vertx -> StarSocket.create(vertx)),
          host.open(vertx -> SurveyorSocket.create(vertx))
        }) {
      assertEquals(true, sendable(socket), socket::name);
    }
  }

  @Test
  void socketThatDoesNotSendByItselfHasNoAnswer() {
    failure(
        Reason.UNSUPPORTED,
        host.open(vertx -> PullSocket.create(vertx)).isReady(Readiness.SENDABLE));
    failure(
        Reason.UNSUPPORTED,
        host.open(vertx -> PushSocket.create(vertx)).isReady(Readiness.RECEIVABLE));
  }
}
