package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DirectBody;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Received;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies outside the heap, over each transport. */
class DirectBodyTest {

  private static final int[] LENGTHS = {0, 1, 5_000, 20_000, 65_536, 900_000};

  @TempDir static Path folder;
  private static TestCa ca;
  private static Issued server;

  private Vertx vertx;

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    server = ca.issue("127.0.0.1");
  }

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() {
    result(vertx.close());
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private String address(String scheme) {
    return switch (scheme) {
      case "ipc" -> "ipc://" + folder.resolve("direct");
      case "inproc", "eventbus" -> scheme + "://direct";
      default -> scheme + "://127.0.0.1:0";
    };
  }

  private EndpointOptions bound(String scheme) {
    EndpointOptions options = new EndpointOptions();
    return isSecure(scheme)
        ? options.with(
            new TlsOptions()
                .setCertificates(List.of(server.certificate().toString()))
                .setKeys(List.of(server.key().toString())))
        : options;
  }

  private EndpointOptions connecting(String scheme) {
    EndpointOptions options = new EndpointOptions();
    return isSecure(scheme)
        ? options.with(new TlsOptions().setTrusted(List.of(ca.pem().toString())))
        : options;
  }

  private static boolean isSecure(String scheme) {
    return scheme.startsWith("tls") || scheme.equals("wss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "ipc", "tls+tcp", "ws", "wss", "inproc", "eventbus"})
  void arrives(String scheme) {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    Endpoint endpoint = result(pull.bind(address(scheme), bound(scheme)));
    PushSocket push = PushSocket.create(vertx);
    result(push.connect(endpoint.address().toString(), connecting(scheme)));
    for (int length : LENGTHS) {
      byte[] bytes = random(length);
      ByteBuffer memory = ByteBuffer.allocateDirect(length + 7).position(3);
      memory.put(bytes).position(3).limit(3 + length);
      Buffer body = DirectBody.of(memory);
      for (int i = 0; i < 3; i++) { // the same body again
        result(push.send(body));
        assertEquals(Buffer.buffer(bytes), received.next());
      }
      assertEquals(3, memory.position());
      assertEquals(Buffer.buffer(bytes), body);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "ws", "inproc"})
  void aMappedFileArrives(String scheme) throws IOException {
    byte[] bytes = random(300_000);
    Path file = Files.write(folder.resolve("file"), bytes);
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    Endpoint endpoint = result(pull.bind(address(scheme)));
    PushSocket push = PushSocket.create(vertx);
    result(push.connect(endpoint.address().toString()));
    try (FileChannel channel = FileChannel.open(file)) {
      result(push.send(DirectBody.of(channel.map(MapMode.READ_ONLY, 0, channel.size()))));
    }
    assertEquals(Buffer.buffer(bytes), received.next());
  }

  @Test
  void memoryOnTheHeapIsRefused() {
    ByteBuffer heap = ByteBuffer.allocate(10);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> DirectBody.of(heap));
    assertTrue(refused.getMessage().startsWith("memory: expected a direct buffer"));
  }
}
