package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A file that takes its time, as those of a network may: a pipe that nobody has written to. */
@ExtendWith(VertxExtension.class)
class EventBusSecretIT {

  @Test
  void theEventLoopDoesNotWaitForTheFile(Vertx vertx, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("secret");
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    Context context = vertx.getOrCreateContext();
    PullSocket pull = PullSocket.create(vertx); // on that context
    Future<Endpoint> bound =
        pull.bind(
            "eventbus://" + UUID.randomUUID(),
            new EndpointOptions().with(new ClusterOptions().setSecretFile(file.toString())));
    Await.result(pull.statistics()); // the loop has begun to bind
    Promise<Boolean> turn = Promise.promise();
    context.runOnContext(go -> turn.complete(bound.isComplete()));
    assertFalse(Await.result(turn.future()));
    Files.writeString(file, "a secret of some length");
    Await.result(bound);
  }
}
