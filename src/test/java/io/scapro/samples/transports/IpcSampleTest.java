package io.scapro.samples.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.transport.IpcOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample of the page about ipc. */
@Timeout(30)
class IpcSampleTest {

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  private static Future<Message> exchange(Vertx vertx, Path path) {
    String url = "ipc://" + path; // such as ipc:///run/jobs.sock
    EndpointOptions group = new EndpointOptions().with(new IpcOptions().setMode("660"));

    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    return pull.bind(url, group)
        .compose(bound -> push.connect(url))
        .compose(connected -> push.send(Buffer.buffer("hello")))
        .compose(sent -> pull.receive());
  }

  @Test
  void deliversOverASocketFileOfTheGroup() throws IOException {
    Path path = folder.resolve("jobs.sock");
    assertEquals("hello", Await.result(exchange(vertx, path)).body().toString());
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }
}
