import io.scapro.protocol.BusSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * Everybody hears everybody that it is connected to: each node tells its name once.
 *
 * <pre>
 *   examples/run bus node0 tcp://127.0.0.1:5555
 *   examples/run bus node1 tcp://127.0.0.1:5556 tcp://127.0.0.1:5555
 *   examples/run bus node2 tcp://127.0.0.1:5557 tcp://127.0.0.1:5555 tcp://127.0.0.1:5556
 * </pre>
 */
public class Bus {

  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("expected: bus NODE URL URL…");
      return;
    }
    String node = args[0];
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    BusSocket bus = BusSocket.create(vertx);
    bus.bind(args[1]).await();
    for (int i = 2; i < args.length; i++) {
      bus.connect(args[i]).await();
    }
    vertx.setTimer(
        1000, // the others start
        second -> {
          System.out.printf("%s: SENDING '%s' ONTO BUS%n", node, node);
          bus.send(Buffer.buffer(node));
          bus.handler(
              message -> System.out.printf("%s: RECEIVED '%s' FROM BUS%n", node, message.body()));
        });
  }
}
