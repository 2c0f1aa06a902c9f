import io.scapro.SocketOptions;
import io.scapro.protocol.PairSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * Two equals talk: each tells the other its name, again and again.
 *
 * <pre>
 *   examples/run pair node0 tcp://127.0.0.1:5555
 *   examples/run pair node1 tcp://127.0.0.1:5555
 * </pre>
 */
public class Pair {

  public static void main(String[] args) {
    String name = args.length == 2 ? args[0] : "";
    if (!name.equals("node0") && !name.equals("node1")) {
      System.err.println("expected: pair node0|node1 URL");
      return;
    }
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    PairSocket pair =
        PairSocket.create(vertx, new SocketOptions().setReceiveTimeout(Duration.ofMillis(100)));
    (name.equals("node0") ? pair.bind(args[1]) : pair.connect(args[1])).await();
    turn(vertx, pair, name);
  }

  private static void turn(Vertx vertx, PairSocket pair, String name) {
    pair.receive()
        .onSuccess(message -> System.out.printf("%s: RECEIVED \"%s\"%n", name, message.body()))
        .onComplete(receivedOrLate -> vertx.setTimer(1000, second -> send(vertx, pair, name)));
  }

  private static void send(Vertx vertx, PairSocket pair, String name) {
    System.out.printf("%s: SENDING \"%s\"%n", name, name);
    pair.send(Buffer.buffer(name)).onSuccess(sent -> turn(vertx, pair, name));
  }
}
