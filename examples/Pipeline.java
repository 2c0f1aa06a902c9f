import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * Work goes one way: node1 pushes a message, node0 pulls what comes.
 *
 * <pre>
 *   examples/run pipeline node0 tcp://127.0.0.1:5555
 *   examples/run pipeline node1 tcp://127.0.0.1:5555 hello
 * </pre>
 */
public class Pipeline {

  public static void main(String[] args) {
    switch (args.length > 1 ? args[0] + args.length : "") {
      case "node02" -> node0(args[1]);
      case "node13" -> node1(args[1], args[2]);
      default -> System.err.println("expected: pipeline node0 URL | node1 URL MESSAGE");
    }
  }

  private static void node0(String url) {
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    PullSocket pull = PullSocket.create(vertx);
    pull.handler(message -> System.out.printf("NODE0: RECEIVED \"%s\"%n", message.body()));
    pull.bind(url).await();
  }

  private static void node1(String url, String message) {
    Vertx vertx = Vertx.vertx();
    PushSocket push = PushSocket.create(vertx);
    push.connect(url).await();
    System.out.printf("NODE1: SENDING \"%s\"%n", message);
    push.send(Buffer.buffer(message)).await(); // until somebody takes it
    push.close().await(); // and it is written
    vertx.close().await();
  }
}
