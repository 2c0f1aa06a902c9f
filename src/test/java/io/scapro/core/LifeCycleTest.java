package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.OpenSockets;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Received;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets over tcp on every kind of context, from opening to undeployment. */
@ExtendWith(VertxExtension.class)
class LifeCycleTest {

  private static final String ANY = "tcp://127.0.0.1:0";
  private static final int COUNT = 10_000;

  private Vertx vertx;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
  }

  /** A socket opened in a verticle of its own. */
  private final class Deployed<S> extends AbstractVerticle {
    private final Function<Vertx, S> opener;
    private final CompletableFuture<S> opened = new CompletableFuture<>();

    Deployed(Function<Vertx, S> opener) {
      this.opener = opener;
    }

    @Override
    public void start() {
      opened.complete(opener.apply(vertx));
    }

    Context home() {
      return context;
    }

    S deploy(ThreadingModel model) {
      Await.result(
          LifeCycleTest.this.vertx.deployVerticle(
              this, new DeploymentOptions().setThreadingModel(model)));
      return opened.join();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void worksOn(ThreadingModel model) throws Exception {
    requestsAreAnswered(model);
    orderIsKeptAndReadersBound(model);
  }

  @Test
  @Tag("jdk21")
  void worksOnVirtualThreads() throws Exception {
    worksOn(ThreadingModel.VIRTUAL_THREAD);
  }

  @Test
  void noThreadOutlivesVertxAndNoSocketItsVerticle() throws Exception {
    Vertx other = Vertx.vertx();
    RepSocket rep = RepSocket.create(other);
    ReqSocket req = ReqSocket.create(other);
    rep.handler(request -> request.reply(request.body()));
    Await.result(req.connect(Await.result(rep.bind(ANY)).address().toString()));
    Await.result(req.request(Buffer.buffer("a")));
    assertEquals(2, OpenSockets.of(other).size());
    Await.result(other.close());
    assertEquals(0, OpenSockets.of(other).size());
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().contains("scapro")));
  }

  private void requestsAreAnswered(ThreadingModel model) {
    Deployed<RepSocket> server = new Deployed<>(RepSocket::create);
    RepSocket rep = server.deploy(model);
    BlockingQueue<Context> contexts = new LinkedBlockingQueue<>();
    rep.handler(
        request -> {
          contexts.add(Vertx.currentContext());
          request.reply(request.body());
        });
    String url = Await.result(rep.bind(ANY)).address().toString();
    ReqSocket req = new Deployed<>(ReqSocket::create).deploy(model);
    Await.result(req.connect(url));
    assertEquals(Buffer.buffer("a"), Await.result(req.request(Buffer.buffer("a"))));
    assertSame(server.home(), Await.next(contexts));
  }

  private void orderIsKeptAndReadersBound(ThreadingModel model) {
    PullSocket pull = new Deployed<>(PullSocket::create).deploy(model);
    pull.pause();
    Received received = Received.of(pull);
    String url = Await.result(pull.bind(ANY)).address().toString();
    PushSocket push = new Deployed<>(PushSocket::create).deploy(model);
    Await.result(push.connect(url));
    for (int i = 0; i < COUNT; i++) {
      push.send(Buffer.buffer(4).appendInt(i));
    }
    pull.fetch(100);
    for (int i = 0; i < 100; i++) {
      assertEquals(i, received.next().getInt(0));
    }
    assertTrue(received.isEmpty());
    pull.resume();
    for (int i = 100; i < COUNT; i++) {
      assertEquals(i, received.next().getInt(0));
    }
  }

  @Test
  void socketsOpenedOutsideVertxTalkAlsoAfterACollection() {
    PairSocket left = PairSocket.create(vertx);
    PairSocket right = PairSocket.create(vertx);
    Received received = Received.of(right);
    Await.result(right.connect(Await.result(left.bind(ANY)).address().toString()));
    left.send(Buffer.buffer("before"));
    assertEquals(Buffer.buffer("before"), received.next());
    System.gc();
    left.send(Buffer.buffer("after"));
    assertEquals(Buffer.buffer("after"), received.next());
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void undeployingSendsTheRestAndFreesThePort(ThreadingModel model) {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    SocketOptions patient = new SocketOptions().setLinger(Await.PATIENCE);
    Deployed<PushSocket> verticle = new Deployed<>(on -> PushSocket.create(on, patient));
    PushSocket push = verticle.deploy(model);
    String url = Await.result(push.bind(ANY)).address().toString();
    Endpoint connected = Await.result(pull.connect(url));
    Await.result(connected.connected());
    for (int i = 0; i < COUNT; i++) {
      push.send(Buffer.buffer(4).appendInt(i));
    }
    Await.result(vertx.undeploy(verticle.deploymentID()));
    for (int i = 0; i < COUNT; i++) {
      assertEquals(i, received.next().getInt(0));
    }
    assertEquals(Reason.CLOSED, Await.failure(push.send(Buffer.buffer())));
    Await.result(PushSocket.create(vertx).bind(url));
  }

  @Test
  void closingVertxEndsWhatWaitsAndFreesThePort(Vertx other) {
    Vertx closing = Vertx.vertx();
    ReqSocket req = ReqSocket.create(closing);
    String url = Await.result(req.bind(ANY)).address().toString();
    CompletableFuture<Reason> outcome = new CompletableFuture<>();
    req.request(Buffer.buffer("nobody is there"))
        .onFailure(cause -> outcome.complete(((SpException) cause).reason()));
    Await.result(closing.close());
    assertEquals(Reason.CLOSED, outcome.join());
    Await.result(ReqSocket.create(other).bind(url));
  }
}
