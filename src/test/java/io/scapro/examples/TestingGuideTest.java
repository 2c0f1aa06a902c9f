package io.scapro.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.CommonOptions;
import io.scapro.Endpoint;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.SocketBase;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code of {@code docs/testing.md} and of the package documentation, compiled and run. */
class TestingGuideTest {

  private static final Path SOURCE =
      Path.of("src/test/java/io/scapro/examples/TestingGuideTest.java");

  // ---- docs/testing.md ----

  static final class PriceService {
    private final RepSocket rep;

    PriceService(Vertx vertx) {
      rep = RepSocket.create(vertx);
      rep.handler(request -> request.reply(Buffer.buffer("7 " + request.body())));
    }

    Future<Endpoint> start() {
      return rep.bind("tcp://*:5555");
    }
  }

  @Test
  void answersWithAPrice() {
    FakeHost host = FakeHost.onEventLoop();
    PriceService service = host.open(PriceService::new);
    Endpoint endpoint = service.start().result();
    FakePeer client = FakePeer.join(endpoint);
    Buffer id = Buffer.buffer().appendInt(0x80000001); // the request id of REQ
    client.offer(id.copy().appendString("EUR"));
    assertEquals(id.copy().appendString("7 EUR"), client.lastSent());
    assertEquals(List.of(), host.failures());
  }

  @Test
  void handlesTasksInOrder() {
    FakeHost host = FakeHost.onEventLoop();
    PullSocket pull = host.open(PullSocket::create);
    List<String> tasks = new ArrayList<>();
    pull.handler(message -> tasks.add(message.body().toString()));

    FakePeer peer = FakePeer.join(pull);
    peer.offer("first"); // a message from the peer
    assertEquals(List.of("first"), tasks); // the handler has run

    pull.pause();
    peer.offer("second");
    assertEquals(List.of("first"), tasks);
    pull.resume();
    assertEquals(List.of("first", "second"), tasks);
    assertEquals(List.of(), host.failures()); // no handler has thrown
  }

  @Test
  void failsWhenNobodyTakesTheMessageInTime() {
    FakeHost host = FakeHost.onEventLoop();
    SocketOptions options =
        new SocketOptions().setSendTimeout(Duration.ofSeconds(1)).setSendBuffer(1);
    PushSocket push = host.open(vertx -> PushSocket.create(vertx, options));
    FakePeer slow = FakePeer.join(push).hold();

    Future<Void> first = push.send(Buffer.buffer("first")); // fills the send buffer of the peer
    Future<Void> second = push.send(Buffer.buffer("second")); // waits
    assertTrue(first.succeeded());
    assertEquals(List.of("first"), slow.texts());
    host.advance(Duration.ofMillis(999));
    assertFalse(second.isComplete());
    host.advance(Duration.ofMillis(1));
    assertEquals(Reason.TIMEOUT, ((SpException) second.cause()).reason());
  }

  @Test
  void countsOnAWorker() {
    FakeHost host = FakeHost.onWorker();
    PullSocket pull = host.open(PullSocket::create);
    List<String> tasks = new ArrayList<>();
    pull.handler(message -> tasks.add(message.body().toString()));
    FakePeer peer = FakePeer.join(pull);
    host.turn(); // the handler and the peer reach the event loop
    host.onLoop(() -> peer.offer("task"));
    assertEquals(List.of(), tasks); // it is on its way to the worker
    host.turn();
    assertEquals(List.of("task"), tasks);
  }

  /** Sends every message back to its peer. */
  static final class EchoSocket extends SocketBase<EchoSocket> {
    private static final Identity IDENTITY = new Identity("echo", 0xe0, "echo", 0xe0);

    EchoSocket(Host host, CommonOptions<?> options) {
      super(host, IDENTITY, options);
    }

    @Override
    protected boolean received(Pipe pipe, Message message) {
      countDelivered(1);
      countCopies(1);
      return pipe.send(new Message(message.keep().body())); // false: read no more from this peer
    }

    @Override
    protected void writable(Pipe pipe) {
      pipe.resume();
    }

    @Override
    protected void attached(Pipe pipe) {}

    @Override
    protected void detached(Pipe pipe) {}

    @Override
    protected boolean isDrained() {
      return true;
    }

    @Override
    protected void closing(SpException cause) {}

    @Override
    protected void ended(SpException cause) {}

    @Override
    protected long queuedToDeliver() {
      return 0;
    }
  }

  @Test
  void readsNoMoreFromAPeerThatDoesNotRead() {
    FakeHost host = FakeHost.onEventLoop();
    EchoSocket echo = new EchoSocket(host, new ReqOptions().setSendBuffer(2));
    FakePeer peer = FakePeer.join(echo).hold();
    for (String text : List.of("1", "2", "3")) {
      peer.offer(text);
    }
    assertEquals(List.of("1", "2"), peer.texts());
    assertTrue(peer.isStopped());
    peer.takeAll();
    assertEquals(List.of("1", "2", "3"), peer.texts());

    Future<Void> closed = echo.close();
    assertTrue(closed.succeeded());
    assertTrue(peer.isClosed());
    assertFalse(peer.isAborted());
    assertEquals(0, host.liveTimers());
  }

  // ---- the documents ----

  @ParameterizedTest
  @ValueSource(strings = {"docs/testing.md", "src/main/java/io/scapro/testing/package-info.java"})
  void documentsShowCodeOfThisClass(String document) throws IOException {
    String code = words(Files.readString(SOURCE));
    List<String> blocks =
        Pattern.compile("(?s)(?:```java|<pre>\\{@code)\n(.*?)\n(?:```| \\* }</pre>)")
            .matcher(Files.readString(Path.of(document)))
            .results()
            .map(match -> match.group(1).replaceAll("(?m)^ \\* ?", ""))
            .toList();
    assertFalse(blocks.isEmpty(), document);
    for (String block : blocks) {
      assertTrue(code.contains(words(block)), () -> document + ": not in the class:\n" + block);
    }
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
