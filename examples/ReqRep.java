import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * A question and its answer: node0 tells the date, node1 asks for it.
 *
 * <pre>
 *   examples/run reqrep node0 tcp://127.0.0.1:5555
 *   examples/run reqrep node1 tcp://127.0.0.1:5555
 * </pre>
 */
public class ReqRep {

  private static final String DATE = "\"1970/01/01 00:00:00.666\"";

  public static void main(String[] args) {
    switch (args.length == 2 ? args[0] : "") {
      case "node0" -> node0(args[1]);
      case "node1" -> node1(args[1]);
      default -> System.err.println("expected: reqrep node0|node1 URL");
    }
  }

  private static void node0(String url) {
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(
        request -> {
          if (request.body().toString().equals("DATE")) {
            System.out.println("NODE0: RECEIVED DATE REQUEST");
            System.out.println("NODE0: SENDING DATE " + DATE);
            request.reply(Buffer.buffer(DATE + "!"));
          }
        });
    rep.bind(url).await();
  }

  private static void node1(String url) {
    Vertx vertx = Vertx.vertx();
    ReqSocket req = ReqSocket.create(vertx);
    req.connect(url).await();
    System.out.println("NODE1: SENDING DATE REQUEST DATE");
    Buffer reply = req.request(Buffer.buffer("DATE")).await();
    System.out.println("NODE1: RECEIVED DATE " + reply);
    vertx.close().await();
  }
}
