package io.scapro.patterns;

import static io.scapro.suite.Await.failure;
import static io.scapro.suite.Await.next;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.scapro.spi.Changes;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost, leaked or left open where peers, endpoints and sockets come to an end. */
class LeavingTest extends Network {

  private static final Buffer X = Buffer.buffer("x");

  private static String anyPort(String scheme) {
    return scheme.equals("tcp") ? "tcp://127.0.0.1:0" : address();
  }

  private Endpoint connect(Socket from, Endpoint to) {
    Endpoint endpoint = result(from.connect(to.address().toString()));
    result(endpoint.connected());
    return endpoint;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "inproc"})
  void aPipeThatLeavesGetsNothingMore(String scheme) {
    PullSocket leaving = PullSocket.create(vertx);
    PullSocket staying = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    Endpoint first = connect(push, result(leaving.bind(anyPort(scheme))));
    connect(push, result(staying.bind(anyPort(scheme))));
    AtomicInteger got = new AtomicInteger();
    Promise<Void> all = Promise.promise();
    staying.handler(
        message -> {
          if (got.incrementAndGet() == 100) {
            all.complete();
          }
        });
    Future<Void> closed = first.close();
    for (int i = 0; i < 100; i++) {
      push.send(X);
    }
    result(closed);
    result(all.future());
    SocketStatistics counted = result(push.statistics());
    assertEquals(100, counted.written());
    assertEquals(0, counted.dropped(DropReason.DISCONNECTED));
  }

  @Test
  void aPairWhosePeerLeavesWaitsForTheNext() {
    PairSocket pair = PairSocket.create(vertx);
    PairSocket before = PairSocket.create(vertx);
    PairSocket after = PairSocket.create(vertx);
    Endpoint first = connect(pair, result(before.bind(address())));
    Future<Void> closed = first.close();
    Future<Void> sent = pair.send(X);
    result(closed);
    connect(pair, result(after.bind(address())));
    result(sent);
    assertEquals("x", result(after.receive()).body().toString());
  }

  @Test
  void anEndpointOfAPausedReaderClosesWithoutReadingOn() {
    PullSocket pull =
        PullSocket.create(
            vertx, new SocketOptions().setReceiveBuffer(16).setLinger(Duration.ofMillis(300)));
    pull.pause();
    pull.handler(message -> {});
    Endpoint bound = result(pull.bind("tcp://127.0.0.1:0"));
    PushSocket push = PushSocket.create(vertx);
    connect(push, bound);
    for (int i = 0; i < 5_000; i++) {
      push.send(Buffer.buffer(new byte[16_000]));
    }
    BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();
    pull.eventHandler(events::add);
    result(bound.close());
    SocketEvent event;
    do {
      event = next(events);
    } while (event.type() != SocketEvent.Type.DISCONNECTED);
    SocketStatistics counted = result(pull.statistics());
    assertEquals(0, counted.pipes());
    assertTrue(counted.received() < 1_000, counted.toString());
    assertEquals(counted.received(), counted.queuedToDeliver());
  }

  @Test
  void aRequesterThatDoesNotReadItsRepliesMayNotAskForEver() {
    RepSocket rep = RepSocket.create(vertx, new SocketOptions().setSendBuffer(4));
    AtomicInteger requests = new AtomicInteger();
    rep.handler(
        request -> {
          requests.incrementAndGet();
          request.reply(Buffer.buffer(new byte[100_000]));
        });
    Endpoint bound = result(rep.bind("tcp://127.0.0.1:0"));
    int port = Integer.parseInt(bound.address().toString().replaceAll(".*:", ""));
    var client = vertx.createNetClient();
    var socket = result(client.connect(port, "127.0.0.1"));
    socket.pause();
    socket.write(Buffer.buffer(new byte[] {0, 'S', 'P', 0, 0, 0x30, 0, 0}));
    Buffer flood = Buffer.buffer();
    for (int i = 0; i < 20_000; i++) {
      flood.appendLong(4).appendInt(0x80000000 | i);
    }
    socket.write(flood);
    Changes.await(rep, now -> now.queuedToSend() >= 4);
    for (int turn = 0; turn < 100; turn++) { // time enough to read everything
      result(rep.statistics());
    }
    int read = requests.get();
    assertTrue(read < 2_000, "read " + read + " requests of a peer that reads no reply");
    result(client.close()); // held until here: a client that is collected closes its connections
  }

  @Test
  void endedRequestsAreForgottenAlsoWithoutAPeer() {
    ReqSocket req = ReqSocket.create(vertx);
    List<Future<Buffer>> replies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      var pending = req.ask(X);
      pending.cancel();
      replies.add(pending.reply());
    }
    replies.forEach(reply -> assertEquals(Reason.CANCELLED, failure(reply)));
    assertEquals(0, result(req.statistics()).ofProtocol().get("waiting"));
  }

  @Test
  void aFirstAttemptThatFailsSaysWhy() {
    PushSocket push = PushSocket.create(vertx);
    EndpointOptions once = new EndpointOptions().setFirstAttempt(FirstAttempt.FAIL);
    assertEquals(Reason.REFUSED, failure(push.connect("tcp://127.0.0.1:1", once)));
    assertEquals(Reason.REFUSED, failure(push.connect("inproc://nobody", once)));
  }

  @Test
  void callsAfterTheEndOfVertxFailAndReturn() {
    Vertx other = Vertx.vertx();
    PushSocket push = PushSocket.create(other);
    result(other.close());
    assertEquals(Reason.CLOSED, failure(push.send(X)));
    result(push.close());
    assertEquals(Reason.CLOSED, failure(push.send(X)));
  }

  @Test
  void whatAWorkerNeverReadIsNotCountedAsDelivered() throws Exception {
    BlockingQueue<PullSocket> opened = new LinkedBlockingQueue<>();
    result(
        vertx.deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                PullSocket pull = PullSocket.create(vertx);
                pull.pause();
                pull.handler(message -> {});
                opened.add(pull);
                return Future.succeededFuture();
              }
            },
            new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
    PullSocket pull = next(opened);
    PushSocket push = PushSocket.create(vertx);
    join(pull, push);
    for (int i = 0; i < 200; i++) {
      push.send(X);
    }
    SocketStatistics counted = Changes.await(pull, now -> now.received() >= 200);
    assertEquals(0, counted.delivered());
    assertEquals(200, counted.queuedToDeliver());
    result(pull.close());
    assertEquals(200, result(pull.statistics()).dropped(DropReason.CLOSED));
  }

  @Test
  void aHandlerTakenFromAWorkerLeavesTheMessagesInOrderForReceive() throws Exception {
    BlockingQueue<PullSocket> opened = new LinkedBlockingQueue<>();
    result(
        vertx.deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                PullSocket pull = PullSocket.create(vertx);
                pull.pause();
                pull.handler(message -> {});
                opened.add(pull);
                return Future.succeededFuture();
              }
            },
            new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
    PullSocket pull = next(opened);
    PushSocket push = PushSocket.create(vertx);
    join(pull, push);
    for (int i = 0; i < 20; i++) {
      push.send(Buffer.buffer("" + i));
    }
    Changes.await(pull, now -> now.received() >= 20);
    pull.handler(null);
    for (int i = 0; i < 20; i++) {
      Message message = result(pull.receive());
      assertEquals("" + i, message.body().toString());
    }
  }

  @Test
  void aLateInprocConnectorLeavesNoPeerBehind() throws Exception {
    PushSocket push = PushSocket.create(vertx);
    String address = address();
    result(push.bind(address));
    PullSocket pull = PullSocket.create(vertx);
    BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();
    pull.eventHandler(events::add);
    Promise<Void> unblock = Promise.promise();
    Promise<Void> asked = Promise.promise();
    push.peerHook(
        peer -> {
          asked.tryComplete();
          return unblock.future();
        });
    EndpointOptions impatient = new EndpointOptions().setHandshakeTimeout(Duration.ofSeconds(5));
    Endpoint endpoint = result(pull.connect(address, impatient));
    result(asked.future());
    unblock.complete();
    result(endpoint.connected());
    for (int i = 0; i < 10; i++) {
      push.send(Buffer.buffer("" + i));
    }
    for (int i = 0; i < 10; i++) {
      assertEquals("" + i, result(pull.receive()).body().toString());
    }
    assertEquals(1, result(push.statistics()).pipes());
  }

  @Test
  void aReplyToAPeerWhoseEndpointWasClosedFails() {
    RepSocket rep = RepSocket.create(vertx);
    ReqSocket req = ReqSocket.create(vertx);
    Endpoint bound = result(rep.bind("tcp://127.0.0.1:0"));
    connect(req, bound);
    req.request(X);
    Request request = result(rep.receive());
    result(bound.close());
    assertEquals(Reason.DISCONNECTED, failure(request.reply(X)));
  }
}
