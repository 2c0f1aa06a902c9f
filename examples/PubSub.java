import io.scapro.protocol.PubSocket;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * One publisher, any number of subscribers: the server publishes the date every second.
 *
 * <pre>
 *   examples/run pubsub server tcp://127.0.0.1:5555
 *   examples/run pubsub client tcp://127.0.0.1:5555 client0
 * </pre>
 */
public class PubSub {

  private static final String DATE = "\"1970/01/01 00:00:00.666\"";

  public static void main(String[] args) {
    switch (args.length > 1 ? args[0] + args.length : "") {
      case "server2" -> server(args[1]);
      case "client3" -> client(args[1], args[2]);
      default -> System.err.println("expected: pubsub server URL | client URL NAME");
    }
  }

  private static void server(String url) {
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    PubSocket pub = PubSocket.create(vertx);
    pub.bind(url).await();
    vertx.setPeriodic(
        1000,
        second -> {
          System.out.println("SERVER: PUBLISHING DATE " + DATE);
          pub.send(Buffer.buffer(DATE + "!"));
        });
  }

  private static void client(String url, String name) {
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    SubSocket sub = SubSocket.create(vertx);
    sub.handler(
        message -> System.out.printf("CLIENT (%s): RECEIVED \"%s\"%n", name, message.body()));
    sub.subscribe("").await(); // the empty topic: everything
    sub.connect(url).await();
  }
}
