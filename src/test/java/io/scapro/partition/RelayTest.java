package io.scapro.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.StarOptions;
import io.scapro.protocol.StarSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.Received;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A network that delays and repeats messages. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class RelayTest {

  private Vertx vertx;
  private Relay relay;

  @BeforeEach
  void keep(Vertx vertx) {
    this.vertx = vertx;
  }

  @AfterEach
  void end() throws IOException {
    relay.close();
  }

  /** Binds {@code socket} behind the relay. */
  private void bind(Socket socket) throws IOException {
    Endpoint bound = Await.result(socket.bind("tcp://127.0.0.1:0"));
    String url = bound.address().toString();
    relay = new Relay(Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)));
  }

  private static void assertDropped(DropReason reason, Happenings happenings) {
    SocketEvent drop = happenings.await(Type.DROPPED);
    assertEquals(reason, drop.dropReason().orElseThrow());
    assertEquals(1, drop.count());
  }

  private static void assertCounted(DropReason reason, Socket socket) {
    assertEquals(1, Await.result(socket.statistics()).dropped(reason));
  }

  @Test
  void delayedMessagesArriveOnceInOrder() throws IOException {
    PullSocket pull = PullSocket.create(vertx);
    bind(pull);
    Received received = Received.of(pull);
    PushSocket push = PushSocket.create(vertx);
    Happenings happenings = Happenings.of(push);
    push.connect(relay.url());
    happenings.await(Type.CONNECTED);
    relay.toListener().awaitArrival(); // the greeting
    relay.toListener().hold();
    for (int i = 0; i < 100; i++) {
      push.send(Buffer.buffer("message " + i));
    }
    relay.toListener().awaitArrival();
    assertTrue(received.isEmpty());
    relay.toListener().release();
    for (int i = 0; i < 100; i++) {
      assertEquals("message " + i, received.next().toString());
    }
    assertTrue(received.isEmpty());
  }

  @Test
  void aGreetingThatComesTooLateIsATimeoutAndTheNextAttemptSucceeds() throws IOException {
    PullSocket pull = PullSocket.create(vertx);
    bind(pull);
    relay.toConnector().hold();
    PushSocket push = PushSocket.create(vertx);
    Happenings happenings = Happenings.of(push);
    push.connect(relay.url(), new EndpointOptions().setHandshakeTimeout(Duration.ofMillis(500)));
    SocketEvent failure = happenings.await(Type.CONNECT_FAILED);
    assertEquals(Reason.TIMEOUT, failure.cause().orElseThrow().reason());
    relay.toConnector().release();
    happenings.await(Type.CONNECTED);
    push.send(Buffer.buffer("x"));
    assertEquals("x", Await.result(pull.receive()).body().toString());
  }

  @Test
  void aReplyThatIsLateIsDroppedWhenAnotherPeerHasAnswered() throws IOException {
    RepSocket slow = RepSocket.create(vertx);
    slow.handler(request -> request.reply(Buffer.buffer("slow")));
    bind(slow);
    ReqSocket req =
        ReqSocket.create(vertx, new ReqOptions().setResendInterval(Duration.ofMillis(300)));
    Happenings happenings = Happenings.of(req);
    req.connect(relay.url());
    happenings.await(Type.CONNECTED);
    relay.toConnector().awaitArrival(); // the greeting
    relay.toConnector().hold();
    Future<Buffer> reply = req.request(Buffer.buffer("question"));
    relay.toConnector().awaitArrival();
    assertFalse(reply.isComplete());

    RepSocket fast = RepSocket.create(vertx);
    fast.handler(request -> request.reply(Buffer.buffer("fast")));
    Endpoint bound = Await.result(fast.bind("tcp://127.0.0.1:0"));
    req.connect(bound.address().toString());
    assertEquals("fast", Await.result(reply).toString());
    relay.toConnector().release();
    SocketEvent drop = happenings.await(Type.DROPPED);
    assertEquals(DropReason.UNKNOWN_REQUEST, drop.dropReason().orElseThrow());
  }

  @Test
  void aRepeatedReplyIsDropped() throws IOException {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("re " + request.body())));
    bind(rep);
    relay.toConnector().repeat();
    ReqSocket req = ReqSocket.create(vertx);
    Happenings happenings = Happenings.of(req);
    req.connect(relay.url());
    assertEquals("re 1", Await.result(req.request(Buffer.buffer("1"))).toString());
    assertDropped(DropReason.UNKNOWN_REQUEST, happenings);
    assertCounted(DropReason.UNKNOWN_REQUEST, req);
    assertEquals("re 2", Await.result(req.request(Buffer.buffer("2"))).toString());
  }

  @Test
  void aRepeatedRequestIsAnsweredTwiceAndTheSecondAnswerDropped() throws IOException {
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(
        request -> {
          requests.add(request.body().toString());
          request.reply(Buffer.buffer("re " + request.body()));
        });
    bind(rep);
    relay.toListener().repeat();
    ReqSocket req = ReqSocket.create(vertx);
    Happenings happenings = Happenings.of(req);
    req.connect(relay.url());
    assertEquals("re 1", Await.result(req.request(Buffer.buffer("1"))).toString());
    assertEquals("1", Await.next(requests));
    assertEquals("1", Await.next(requests));
    assertDropped(DropReason.UNKNOWN_REQUEST, happenings);
    assertCounted(DropReason.UNKNOWN_REQUEST, req);
  }

  @Test
  void subscribersGetARepeatedMessageTwice() throws IOException {
    PubSocket pub = PubSocket.create(vertx);
    bind(pub);
    Happenings happenings = Happenings.of(pub);
    relay.toConnector().repeat();
    SubSocket sub = SubSocket.create(vertx);
    Await.result(sub.subscribe(""));
    Received received = Received.of(sub);
    sub.connect(relay.url());
    happenings.await(Type.ACCEPTED);
    pub.send(Buffer.buffer("1"));
    pub.send(Buffer.buffer("2"));
    for (String each : new String[] {"1", "1", "2", "2"}) {
      assertEquals(each, received.next().toString());
    }
  }

  @Test
  void aStarThatSuppressesDuplicatesDropsARepeatedMessage() throws IOException {
    StarSocket sender = StarSocket.create(vertx, new StarOptions().setSuppressDuplicates(true));
    bind(sender);
    Happenings atSender = Happenings.of(sender);
    relay.toConnector().repeat();
    StarSocket receiver = StarSocket.create(vertx, new StarOptions().setSuppressDuplicates(true));
    Happenings happenings = Happenings.of(receiver);
    Received received = Received.of(receiver);
    receiver.connect(relay.url());
    atSender.await(Type.ACCEPTED);
    sender.send(Buffer.buffer("1"));
    assertEquals("1", received.next().toString());
    assertDropped(DropReason.DUPLICATE, happenings);
    assertTrue(received.isEmpty());
    assertCounted(DropReason.DUPLICATE, receiver);
  }
}
