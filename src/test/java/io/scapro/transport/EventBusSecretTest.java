package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class EventBusSecretTest {

  private static final String SECRET = "a secret of some length";

  private final String url = "eventbus://" + UUID.randomUUID();
  @TempDir private Path folder;

  private EndpointOptions options(String secret) throws IOException {
    ClusterOptions cluster = new ClusterOptions();
    if (!secret.isEmpty()) {
      Path file = folder.resolve(UUID.randomUUID().toString());
      cluster.setSecretFile(Files.writeString(file, secret).toString());
    }
    return new EndpointOptions()
        .setReconnectInterval(Duration.ofMillis(20))
        .setReconnectIntervalMax(Duration.ZERO)
        .with(cluster);
  }

  @Test
  void whoKnowsTheSecretConnects(Vertx vertx) throws IOException {
    PullSocket pull = PullSocket.create(vertx);
    Await.result(pull.bind(url, options(SECRET + "\n")));
    PushSocket push = PushSocket.create(vertx);
    Await.result(push.connect(url, options(SECRET)));
    push.send(Buffer.buffer("x"));
    assertEquals("x", Await.result(pull.receive()).body().toString());
    assertEquals("shared secret", Await.result(pull.statistics()).endpoints().get(0).security());
  }

  @ParameterizedTest
  @CsvSource({
    "a secret of some length, another of some length, two different secrets",
    "a secret of some length, '', a secret on one side only",
    "'', a secret of some length, a secret on one side only"
  })
  void whoDoesNotIsRefusedByBothAndCounted(String bound, String connected, String got, Vertx vertx)
      throws IOException {
    PullSocket pull = PullSocket.create(vertx);
    Happenings atPull = Happenings.of(pull);
    Endpoint endpoint = Await.result(pull.bind(url, options(bound)));
    PushSocket push = PushSocket.create(vertx);
    Happenings atPush = Happenings.of(push);
    Await.result(push.connect(url, options(connected)));
    String text =
        "expected the same secret on both sides, got "
            + got
            + "; do: use the same secret in cluster.secretFile on both sides";
    SpException connecting = atPush.await(Type.CONNECT_FAILED).cause().orElseThrow();
    assertEquals(Reason.UNTRUSTED, connecting.reason());
    assertEquals(text, connecting.getMessage());
    SpException accepting = atPull.await(Type.REFUSED).cause().orElseThrow();
    assertEquals(Reason.UNTRUSTED, accepting.reason());
    assertEquals(text, accepting.getMessage());
    assertEquals(0, endpoint.pipes());
    assertFalse(Await.result(pull.statistics()).happened(Type.REFUSED) == 0);
  }

  @Test
  void anotherSecretCountsOnceItIsReadAgain(Vertx vertx) throws IOException {
    EndpointOptions bound = options(SECRET);
    PullSocket pull = PullSocket.create(vertx);
    Endpoint endpoint = Await.result(pull.bind(url, bound));
    String later = "the secret of the next month";
    PushSocket push = PushSocket.create(vertx);
    Happenings atPush = Happenings.of(push);
    Endpoint waiting = Await.result(push.connect(url, options(later)));
    atPush.await(Type.CONNECT_FAILED);
    Files.writeString(Path.of(bound.get(ClusterOptions.class).getSecretFile()), later);
    Await.result(endpoint.reload());
    Await.result(waiting.connected());
  }

  @Test
  void aSecretMustBeThereAndLong(Vertx vertx) throws IOException {
    EndpointOptions missing = new EndpointOptions();
    missing.get(ClusterOptions.class).setSecretFile(folder + "/none");
    assertEquals(Reason.FAILED, Await.failure(PullSocket.create(vertx).bind(url, missing)));
    assertEquals(Reason.FAILED, Await.failure(PushSocket.create(vertx).connect(url, missing)));
    EndpointOptions brief = options("too short");
    assertEquals(Reason.FAILED, Await.failure(PullSocket.create(vertx).bind(url, brief)));
    Await.result(PullSocket.create(vertx).bind(url)); // the name is free
  }
}
