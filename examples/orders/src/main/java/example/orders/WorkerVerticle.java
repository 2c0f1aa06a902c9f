package example.orders;

import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;

/** Ships one order at a time. It takes no job while it works, or while its result waits. */
final class WorkerVerticle extends VerticleBase {

  private final Settings settings;

  WorkerVerticle(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    SocketOptions one = new SocketOptions().setName("worker").setReceiveBuffer(1);
    PullSocket jobs = PullSocket.create(vertx, one);
    PushSocket results = PushSocket.create(vertx, new SocketOptions().setName("worker"));
    jobs.handler(
        job -> {
          jobs.pause();
          ship(job.body()).compose(results::send).onComplete(done -> jobs.resume());
        });
    EndpointOptions tls = Tls.client(settings.certificates());
    return Future.all(
        results.connect(settings.addresses().results(), tls),
        jobs.connect(settings.addresses().jobs(), tls));
  }

  /** Stands for the real work. */
  private Future<Buffer> ship(Buffer id) {
    long millis = settings.packingMillis();
    return millis == 0
        ? Future.succeededFuture(id)
        : vertx.timer(millis, TimeUnit.MILLISECONDS).map(packed -> id);
  }
}
