import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file of any size goes through PUSH and PULL in pieces: sockets are Vert.x streams, so a slow
 * reader stops the file from being read, and nothing piles up in between.
 *
 * <pre>
 *   examples/run streampipe pull tcp://127.0.0.1:5555
 *   examples/run streampipe push tcp://127.0.0.1:5555 FILE
 * </pre>
 */
public class StreamPipe {

  public static void main(String[] args) {
    switch (args.length > 1 ? args[0] + args.length : "") {
      case "pull2" -> pull(args[1]);
      case "push3" -> push(args[1], args[2]);
      default -> System.err.println("expected: streampipe pull URL | push URL FILE");
    }
  }

  private static void pull(String url) {
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    AtomicLong bytes = new AtomicLong();
    PullSocket pull = PullSocket.create(vertx);
    pull.handler(
        piece -> {
          System.out.println("PULL: " + bytes.addAndGet(piece.length()) + " BYTES");
          pull.pause(); // a slow reader: a hundred pieces a second
          vertx.setTimer(10, rested -> pull.resume());
        });
    pull.bind(url).await();
  }

  private static void push(String url, String path) {
    Vertx vertx = Vertx.vertx();
    PushSocket push = PushSocket.create(vertx);
    push.connect(url).await();
    AsyncFile file = vertx.fileSystem().open(path, new OpenOptions().setRead(true)).await();
    long size = file.size().await();
    file.pipe().endOnComplete(false).to(push).await();
    push.close().await();
    System.out.println("PUSH: " + size + " BYTES");
    vertx.close().await();
  }
}
