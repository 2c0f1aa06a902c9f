import io.scapro.protocol.RepSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * A service as a verticle: the REP socket opens with it, and closes when it is undeployed.
 *
 * <pre>
 *   examples/run repservice tcp://127.0.0.1:5555
 *   bin/nanocat --req --connect tcp://127.0.0.1:5555 -D world -A     # hello world
 * </pre>
 */
public class RepService extends VerticleBase {

  private final String url;

  RepService(String url) {
    this.url = url;
  }

  @Override
  public Future<?> start() {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
    return rep.bind(url).onSuccess(endpoint -> System.out.println("SERVICE: LISTENING ON " + url));
  }

  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("expected: repservice URL");
      return;
    }
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    vertx.deployVerticle(new RepService(args[0])).await();
  }
}
