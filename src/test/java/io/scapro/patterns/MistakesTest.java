package io.scapro.patterns;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.ReservedPort;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten mistakes of a new user. Each gives one line that says what is wrong, where, and what to do:
 * in the log at its default level, or as the failure of the call. The lines are printed.
 */
@Timeout(60)
class MistakesTest {

  private static final Logger LOG = Logger.getLogger("io.scapro");

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            lines.add(entry.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void close() {
    LOG.removeHandler(handler);
    result(vertx.close());
  }

  private String bound(io.scapro.Socket socket, String url) {
    return result(socket.bind(url)).address().toString();
  }

  /** The first line with all of {@code words}; others may come before. */
  private void assertTold(String mistake, String... words) {
    String line;
    do {
      line = Await.next(lines);
    } while (!hasAll(line, words));
    System.out.println("mistake: " + mistake + "\n  " + line);
  }

  private static void assertFails(String mistake, Future<?> call, String... words) {
    Throwable cause =
        result(call.<Throwable>transform(done -> Future.succeededFuture(done.cause())));
    assertText(mistake, cause.getMessage(), words);
  }

  private static void assertText(String mistake, String line, String... words) {
    System.out.println("mistake: " + mistake + "\n  " + line);
    assertTrue(hasAll(line, words), line);
  }

  private static boolean hasAll(String line, String... words) {
    return List.of(words).stream().allMatch(line::contains);
  }

  @Test
  void wrongPort() throws Exception {
    try (ReservedPort port = new ReservedPort()) {
      String url = "tcp://127.0.0.1:" + port.number();
      ReqSocket req = ReqSocket.create(vertx);
      result(req.connect(url));
      req.request(Buffer.buffer("hello"));
      assertTold("wrong port", "req", url, "no process listens there; do: ");
    }
  }

  @Test
  void serverDown() {
    RepSocket rep = RepSocket.create(vertx);
    String url = bound(rep, "tcp://127.0.0.1:0");
    ReqSocket req = ReqSocket.create(vertx);
    result(result(req.connect(url)).connected());
    result(rep.close());
    assertTold("server down", "req", url, "no process listens there; do: ");
  }

  @Test
  void wrongProtocol() {
    String url = bound(RepSocket.create(vertx), "tcp://127.0.0.1:0");
    result(PushSocket.create(vertx).connect(url));
    assertTold("wrong protocol", "push", url, "pull", "rep", "; do: ");
  }

  @Test
  void wrongCertificate() {
    Issued server = new TestCa(folder, "authority").issue("127.0.0.1");
    TlsOptions own =
        new TlsOptions()
            .setCertificates(List.of(server.certificate().toString()))
            .setKeys(List.of(server.key().toString()));
    TlsOptions other =
        new TlsOptions().setTrusted(List.of(new TestCa(folder, "stranger").pem().toString()));
    PullSocket pull = PullSocket.create(vertx);
    String url =
        result(pull.bind("tls+tcp://127.0.0.1:0", new EndpointOptions().with(own)))
            .address()
            .toString();
    result(PushSocket.create(vertx).connect(url, new EndpointOptions().with(other)));
    assertTold("wrong certificate", "push", url, "certificate", "; do: trust its CA");
  }

  @Test
  void wrongPath() {
    String url = bound(RepSocket.create(vertx), "ws://127.0.0.1:0/right");
    String wrong = url.replace("/right", "/wrong");
    result(ReqSocket.create(vertx).connect(wrong));
    assertTold("wrong path", "req", wrong, "404", "; do: check the path");
  }

  @Test
  void secondPair() {
    PairSocket server = PairSocket.create(vertx);
    String url = bound(server, "tcp://127.0.0.1:0");
    result(result(PairSocket.create(vertx).connect(url)).connected());
    result(PairSocket.create(vertx, new SocketOptions().setName("second")).connect(url));
    assertTold("second PAIR", "pair", url, "one peer", "; do: ");
    assertTold("second PAIR", "second", url, "maximum of peers (PAIR");
  }

  @Test
  void tooLong() {
    String url = bound(RepSocket.create(vertx), "tcp://127.0.0.1:0");
    ReqSocket req = ReqSocket.create(vertx);
    result(req.connect(url));
    req.request(Buffer.buffer(new byte[2_000_000]));
    assertTold("too long", "rep", url, "1048576", "2000004", "do: ");
    assertTold("too long", "req", url, "2000000", "do: ");
  }

  @Test
  void portTaken() {
    String url = bound(RepSocket.create(vertx), "tcp://127.0.0.1:0");
    assertFails("port taken", PullSocket.create(vertx).bind(url), url, "in use", "; do: ");
  }

  @Test
  void missingFile() {
    TlsOptions missing =
        new TlsOptions()
            .setCertificates(List.of(folder.resolve("missing.pem").toString()))
            .setKeys(List.of(folder.resolve("missing.key").toString()));
    assertFails(
        "missing file",
        PullSocket.create(vertx).bind("tls+tcp://127.0.0.1:0", new EndpointOptions().with(missing)),
        "missing.pem",
        "do: ");
  }

  @Test
  void badKey() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SocketOptions(new JsonObject().put("sendBufer", 1)));
    assertText("bad key", refused.getMessage(), "sendBufer", "sendBuffer");
    refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SocketOptions(new JsonObject().put("sendBuffer", "128")));
    assertText("bad value", refused.getMessage(), "sendBuffer", "a number", "the string \"128\"");
  }
}
