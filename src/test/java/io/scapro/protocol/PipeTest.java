package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.scapro.Socket;
import io.scapro.SocketOptions;
import io.scapro.suite.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets as ends of Vert.x pipes: to and from each other, files and HTTP. */
class PipeTest {

  private static final byte[] CONTENT = new byte[3 << 20];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  /** Longer than the default, so that a slow disk or reader loses nothing at the end. */
  private static SocketOptions patient() {
    return new SocketOptions().setLinger(Await.PATIENCE).setLendBodies(true);
  }

  private static void join(Socket bound, Socket connected) {
    String url = Await.result(bound.bind("tcp://127.0.0.1:0")).address().toString();
    Await.result(Await.result(connected.connect(url)).connected());
  }

  private AsyncFile source() throws Exception {
    Path file = Files.write(folder.resolve("source"), CONTENT);
    return Await.result(vertx.fileSystem().open(file.toString(), new OpenOptions()));
  }

  private AsyncFile target() {
    return Await.result(
        vertx.fileSystem().open(folder.resolve("target").toString(), new OpenOptions()));
  }

  private byte[] written() throws Exception {
    return Files.readAllBytes(folder.resolve("target"));
  }

  /** A file goes through PUSH, PULL, PUSH and PULL into a file; each pipe ends the next. */
  @Test
  void carriesAFileThroughTwoHops() throws Exception {
    PullSocket first = PullSocket.create(vertx, patient());
    PushSocket out = PushSocket.create(vertx, patient());
    PullSocket second = PullSocket.create(vertx, patient());
    PushSocket in = PushSocket.create(vertx, patient());
    join(first, in);
    join(second, out);
    Future<Void> arrived = intoTheFile(second.bodies());
    Future<Void> relayed = first.bodies().pipeTo(out);
    Await.result(source().pipeTo(in));
    Await.result(in.closed());
    Await.result(first.close());
    Await.result(relayed);
    Await.result(arrived);
    assertArrayEquals(CONTENT, written());
  }

  /** Ends when all of the content has come: a PULL has no end of its own before it is closed. */
  private Future<Void> intoTheFile(ReadStream<Buffer> bodies) {
    AsyncFile file = target();
    Promise<Void> all = Promise.promise();
    int[] length = new int[1];
    bodies.handler(
        body -> {
          length[0] += body.length();
          Future<Void> written = file.write(body);
          if (file.writeQueueFull()) {
            bodies.pause();
            file.drainHandler(drained -> bodies.resume());
          }
          if (length[0] == CONTENT.length) {
            written.compose(last -> file.close()).onComplete(all);
          }
        });
    return all.future();
  }

  @Test
  void answersAnHttpRequestWithWhatAPairSends() {
    PairSocket near = PairSocket.create(vertx, patient());
    PairSocket far = PairSocket.create(vertx, patient());
    join(near, far);
    HttpServer server =
        Await.result(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      near.bodies().pipeTo(request.response().setChunked(true));
                      far.write(Buffer.buffer("hello"))
                          .compose(sent -> far.end())
                          .compose(ended -> near.end());
                    })
                .listen(0, "127.0.0.1"));
    HttpClient client = vertx.createHttpClient();
    Future<Buffer> page =
        client
            .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
            .compose(HttpClientRequest::send)
            .compose(HttpClientResponse::body);
    assertEquals("hello", Await.result(page).toString());
    Await.result(client.close());
  }

  @Test
  void sendsTheBodyOfAnHttpRequest() {
    PushSocket push = PushSocket.create(vertx, patient());
    PullSocket pull = PullSocket.create(vertx, patient());
    join(pull, push);
    Promise<Buffer> all = Promise.promise();
    Buffer received = Buffer.buffer();
    pull.bodies()
        .handler(
            body -> {
              if (received.appendBuffer(body).length() == CONTENT.length) {
                all.complete(received);
              }
            });
    HttpServer server =
        Await.result(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> request.pipeTo(push).onComplete(sent -> request.response().end()))
                .listen(0, "127.0.0.1"));
    HttpClient client = vertx.createHttpClient();
    Await.result(
        client
            .request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/")
            .compose(request -> request.send(Buffer.buffer(CONTENT)))
            .compose(HttpClientResponse::body));
    assertArrayEquals(CONTENT, Await.result(all.future()).getBytes());
    Await.result(client.close());
  }

  /** Every socket that streams fits: the types are checked by the compiler. */
  @Test
  void fitsEveryStreamingSocket() {
    ReadStream<Buffer> read = PullSocket.create(vertx).bodies();
    assertSame(read, read.pause());
    read = SubSocket.create(vertx).bodies();
    read = SubSocket.create(vertx).context().bodies();
    read = PairSocket.create(vertx).bodies();
    read = Pair1Socket.create(vertx).bodies();
    read = BusSocket.create(vertx).bodies();
    read = StarSocket.create(vertx).bodies();
    read = SurveyorSocket.create(vertx).survey(Buffer.buffer()).bodies();
    assertSame(read, read.resume());
    WriteStream<Buffer> write = PushSocket.create(vertx);
    write = PubSocket.create(vertx);
    write = PairSocket.create(vertx);
    write = Pair1Socket.create(vertx);
    write = BusSocket.create(vertx);
    write = StarSocket.create(vertx);
    assertSame(write, write.setWriteQueueMaxSize(2));
  }

  /** Fluent methods return the socket's own type. */
  @Test
  void chainsInTheSocketsOwnType() {
    PushSocket push =
        PushSocket.create(vertx)
            .setWriteQueueMaxSize(2)
            .drainHandler(null)
            .exceptionHandler(null)
            .eventHandler(null)
            .peerHook(null);
    PullSocket pull =
        PullSocket.create(vertx)
            .pause()
            .fetch(1)
            .resume()
            .handler(null)
            .endHandler(null)
            .exceptionHandler(null)
            .eventHandler(null)
            .peerHook(null);
    BusSocket bus = BusSocket.create(vertx).pause().setWriteQueueMaxSize(2).eventHandler(null);
    RepSocket rep = RepSocket.create(vertx).pause().handler(null).eventHandler(null);
    ReqSocket req = ReqSocket.create(vertx).eventHandler(null).peerHook(null);
    SurveyorOptions options =
        new SurveyorOptions().setName("x").setSurveyTime(Duration.ofSeconds(1)).setTtl(2);
    for (Socket socket : new Socket[] {push, pull, bus, rep, req}) {
      Await.result(socket.close());
    }
    assertEquals("x", options.getName());
  }
}
