package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Credentials;
import io.scapro.Endpoint;
import io.scapro.Peer;
import io.scapro.PeerHook;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets whose pipes live on another event loop keep every promise. */
@Timeout(60)
class ForeignLoopTest {

  private static final int MANY = 20_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(8));

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void requestsAreAnswered() throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("re " + request.body())));
    Endpoint bound = get(rep.bind("foreign://127.0.0.1:0"));
    ReqSocket req = ReqSocket.create(vertx);
    get(req.connect(bound.address().toString()));
    for (int i = 0; i < 100; i++) {
      assertEquals("re " + i, get(req.request(Buffer.buffer("" + i))).toString());
    }
  }

  @Test
  void aPausedReaderSlowsTheWriterAndNothingIsLostOrReordered() throws Exception {
    PullSocket pull = PullSocket.create(vertx, new SocketOptions().setReceiveBuffer(16));
    BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
    pull.pause();
    pull.handler(message -> got.add(message.body().getInt(0)));
    Endpoint bound = get(pull.bind("foreign://127.0.0.1:0"));
    PushSocket push = PushSocket.create(vertx);
    get(get(push.connect(bound.address().toString())).connected());
    AtomicInteger accepted = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(MANY);
    Buffer filler = Buffer.buffer(new byte[4096]);
    for (int i = 0; i < MANY; i++) {
      push.send(Buffer.buffer().appendInt(i).appendBuffer(filler))
          .onSuccess(
              sent -> {
                accepted.incrementAndGet();
                all.countDown();
              });
    }
    SocketStatistics paused = get(pull.statistics());
    assertTrue(got.isEmpty(), "a paused handler was called");
    assertTrue(paused.queuedToDeliver() <= 32, paused.toString());
    assertTrue(accepted.get() < MANY, "a paused reader did not slow the writer");
    pull.resume();
    for (int i = 0; i < MANY; i++) {
      assertEquals(i, got.poll(20, TimeUnit.SECONDS));
    }
    assertTrue(all.await(20, TimeUnit.SECONDS));
    get(push.close());
    SocketStatistics sent = get(push.statistics());
    assertEquals(MANY, sent.written());
    assertEquals(MANY, sent.copies());
    assertEquals(MANY, get(pull.statistics()).received());
  }

  @Test
  void theHookSeesTheCredentialsOnBothSides(@TempDir Path folder) throws Exception {
    BlockingQueue<Peer> asked = new LinkedBlockingQueue<>();
    PeerHook hook =
        peer -> {
          asked.add(peer);
          return Future.succeededFuture();
        };
    PullSocket pull = PullSocket.create(vertx);
    pull.peerHook(hook);
    Happenings atPull = Happenings.of(pull);
    Endpoint bound = get(pull.bind("foreignipc://" + folder.resolve("socket")));
    PushSocket push = PushSocket.create(vertx);
    push.peerHook(hook);
    Happenings atPush = Happenings.of(push);
    get(push.connect(bound.address().toString()));
    Peer pusher = atPull.await(Type.ACCEPTED).peer().orElseThrow();
    Peer puller = atPush.await(Type.CONNECTED).peer().orElseThrow();
    Credentials own =
        new Credentials(
            Credentials.UNKNOWN,
            (int) Files.getAttribute(folder.resolve("socket"), "unix:uid"),
            (int) Files.getAttribute(folder.resolve("socket"), "unix:gid"));
    for (int i = 0; i < 2; i++) {
      Peer peer = Await.next(asked);
      assertEquals(Optional.of(own), peer.credentials());
      assertEquals(peer.protocol().equals("push") ? pusher : puller, peer);
    }
    assertEquals(Optional.of(own), pusher.credentials());
    assertEquals(Optional.of(own), puller.credentials());
    push.send(Buffer.buffer("from the other loop"));
    Peer sender = get(pull.receive()).peer();
    assertEquals(pusher, sender);
    assertEquals(Optional.of(own), sender.credentials());
    get(push.close());
    get(pull.close());
  }

  @Test
  void theHookSeesTheCredentialsOfPeersOnFourLoops(@TempDir Path folder) throws Exception {
    int loops = 4;
    BlockingQueue<Peer> asked = new LinkedBlockingQueue<>();
    PullSocket pull = PullSocket.create(vertx);
    pull.peerHook(
        peer -> {
          asked.add(peer);
          return Future.succeededFuture();
        });
    ForeignTransport.LOOPS.clear();
    Set<Endpoint> endpoints = new HashSet<>();
    for (int i = 0; i < loops; i++) {
      Path file = folder.resolve("socket" + i);
      endpoints.add(get(pull.bind("foreignipc://" + file)));
      PushSocket push = PushSocket.create(vertx);
      get(push.connect("ipc://" + file));
      get(push.send(Buffer.buffer("from " + i)));
      Peer peer = Await.next(asked);
      Credentials own =
          new Credentials(
              Credentials.UNKNOWN,
              (int) Files.getAttribute(file, "unix:uid"),
              (int) Files.getAttribute(file, "unix:gid"));
      assertEquals(Optional.of(own), peer.credentials());
      assertEquals(file.toString(), peer.endpoint().address().rest());
      assertEquals(peer, get(pull.receive()).peer());
    }
    assertEquals(loops, endpoints.size());
    assertEquals(loops, ForeignTransport.LOOPS.size(), "event loops of the peers");
  }

  @Test
  void whatWasAcceptedIsSentBeforeTheEnd() throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Endpoint bound = get(pull.bind("foreign://127.0.0.1:0"));
    PushSocket push =
        PushSocket.create(vertx, new SocketOptions().setLinger(Duration.ofSeconds(20)));
    get(push.connect("foreign://" + bound.address().rest()));
    push.send(Buffer.buffer("last words"));
    get(push.close());
    assertEquals("last words", get(pull.receive()).body().toString());
  }

  @Test
  void closeEndsThoughAnAddressIsNeverReleased() {
    PullSocket pull =
        PullSocket.create(vertx, new SocketOptions().setLinger(Duration.ofMillis(10)));
    Await.result(pull.bind("foreignstuck://127.0.0.1:0"));
    Await.result(pull.close());
  }
}
