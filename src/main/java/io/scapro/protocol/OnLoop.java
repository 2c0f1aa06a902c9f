package io.scapro.protocol;

import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Runs the calls of contexts on the event loop. */
final class OnLoop {

  private OnLoop() {}

  static <T> Future<T> call(Host host, Supplier<Future<T>> call) {
    if (host.isHome()) {
      return call.get();
    }
    Promise<T> promise = host.promise();
    host.execute(() -> call.get().onComplete(promise));
    return promise.future();
  }
}
