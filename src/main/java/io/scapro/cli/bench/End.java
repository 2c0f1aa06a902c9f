package io.scapro.cli.bench;

import io.scapro.Socket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;

/** One end of a test: a socket on its own event loop, until its part is done. */
abstract class End extends VerticleBase {

  /** The time for sending remaining messages when the part is done. */
  static final Duration LINGER = Duration.ofMinutes(1);

  private final Promise<Void> done = Promise.promise();

  /** Completes when its part is done and its socket is closed. */
  final Future<Void> run(Vertx vertx) {
    return vertx
        .deployVerticle(this, new DeploymentOptions())
        .compose(id -> done.future().eventually(() -> vertx.undeploy(id)));
  }

  @Override
  public final Future<?> start() {
    return begin();
  }

  /** Opens the socket; on the event loop. */
  abstract Future<?> begin();

  /** To be called when its part is done. */
  final void done(Socket socket) {
    socket.close().onComplete(done);
  }

  final void failed(Throwable cause) {
    done.tryFail(cause);
  }
}
