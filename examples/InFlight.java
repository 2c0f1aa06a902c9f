import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Many requests at once on one socket. The server answers each after a time of its own, so answers
 * overtake one another; each request gets the answer to it all the same.
 *
 * <pre>
 *   examples/run inflight server tcp://127.0.0.1:5555
 *   examples/run inflight client tcp://127.0.0.1:5555
 * </pre>
 */
public class InFlight {

  private static final int REQUESTS = 1000;

  public static void main(String[] args) {
    switch (args.length == 2 ? args[0] : "") {
      case "server" -> server(args[1]);
      case "client" -> client(args[1]);
      default -> System.err.println("expected: inflight server|client URL");
    }
  }

  private static void server(String url) {
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(
        request -> {
          Buffer answer = Buffer.buffer("answer to " + request.body());
          vertx.setTimer(random(100), worked -> request.reply(answer));
        });
    rep.bind(url).await();
  }

  private static long random(int most) {
    return ThreadLocalRandom.current().nextLong(1, most);
  }

  private static void client(String url) {
    Vertx vertx = Vertx.vertx();
    ReqSocket req = ReqSocket.create(vertx);
    req.connect(url).await();
    List<Future<Buffer>> replies =
        IntStream.range(0, REQUESTS).mapToObj(i -> req.request(Buffer.buffer("" + i))).toList();
    Future.all(replies).await();
    long right =
        IntStream.range(0, REQUESTS)
            .filter(i -> replies.get(i).result().toString().equals("answer to " + i))
            .count();
    System.out.println("CLIENT: " + right + " OF " + REQUESTS + " ANSWERS RIGHT");
    vertx.close().await();
  }
}
