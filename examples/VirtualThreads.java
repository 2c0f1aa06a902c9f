import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * Code that waits, without blocking: on a virtual thread {@code await} gives the answer itself.
 * Needs JDK 21 or newer.
 *
 * <pre>
 *   examples/run virtualthreads tcp://127.0.0.1:5555
 * </pre>
 */
public class VirtualThreads extends VerticleBase {

  private final String url;

  VirtualThreads(String url) {
    this.url = url;
  }

  @Override
  public Future<?> start() {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
    rep.bind(url).await();

    ReqSocket req = ReqSocket.create(vertx);
    req.connect(url).await();
    for (String name : new String[] {"Ada", "Grace", "Barbara"}) {
      System.out.println(req.request(Buffer.buffer(name)).await());
    }
    return Future.succeededFuture();
  }

  public static void main(String[] args) {
    int java = Runtime.version().feature();
    if (java < 21) {
      System.err.println("expected JDK 21 or newer for virtual threads, got " + java);
      System.exit(1);
    }
    if (args.length != 1) {
      System.err.println("expected: virtualthreads URL");
      return;
    }
    Vertx vertx = Vertx.vertx();
    DeploymentOptions virtual =
        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    vertx.deployVerticle(new VirtualThreads(args[0]), virtual).await();
    vertx.close().await();
  }
}
