package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.DirectBody;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The samples of {@code docs/guides/tuning.md}. */
@Timeout(30)
class TuningSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static SocketOptions forLargeMessages() {
    return new SocketOptions().setReceiveMaxSize(32 << 20).setLendBodies(true);
  }

  @Test
  void largeMessagesArrive() {
    PullSocket pull = PullSocket.create(vertx, forLargeMessages());
    Promise<Integer> length = Promise.promise();
    pull.handler(message -> length.complete(message.length()));
    String url = pull.bind("tcp://127.0.0.1:0").await().address().toString();
    PushSocket push = PushSocket.create(vertx);
    push.connect(url).await();
    push.send(Buffer.buffer(new byte[2 << 20])).await();
    assertEquals(2 << 20, length.future().await());
  }

  static Future<Void> sendFile(PushSocket push, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return push.send(DirectBody.of(channel.map(MapMode.READ_ONLY, 0, channel.size())));
    }
  }

  @Test
  void aFileIsABody(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "contents ".repeat(50_000));
    PullSocket pull = PullSocket.create(vertx);
    Promise<Buffer> body = Promise.promise();
    pull.handler(message -> body.complete(message.body()));
    String url = pull.bind("tcp://127.0.0.1:0").await().address().toString();
    PushSocket push = PushSocket.create(vertx);
    push.connect(url).await();
    sendFile(push, file).await();
    assertEquals(Buffer.buffer(Files.readAllBytes(file)), body.future().await());
  }

  static SocketOptions forPublicAddress() {
    EndpointOptions endpoint =
        new EndpointOptions()
            .setMaxPipes(1000)
            .setMaxHandshakes(100)
            .setHandshakeTimeout(Duration.ofSeconds(2))
            .setStallTimeout(Duration.ofSeconds(10));
    return new SocketOptions()
        .setReceiveMaxSize(64 << 10)
        .setReceiveBudget(16 << 20)
        .setEndpoint(endpoint);
  }

  @Test
  void aMessageThatIsTooLongEndsItsConnection() {
    PullSocket pull = PullSocket.create(vertx, forPublicAddress());
    Promise<Reason> ended = Promise.promise();
    pull.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.DISCONNECTED) {
            ended.tryComplete(event.cause().orElseThrow().reason());
          }
        });
    String url = pull.bind("tcp://127.0.0.1:0").await().address().toString();
    PushSocket push = PushSocket.create(vertx);
    push.connect(url).await();
    push.send(Buffer.buffer(new byte[100_000])).await();
    assertEquals(Reason.TOO_LONG, ended.future().await());
  }
}
