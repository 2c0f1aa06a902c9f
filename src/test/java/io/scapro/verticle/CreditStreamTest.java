package io.scapro.verticle;

import io.vertx.core.Future;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** What tests of streams with credits have in common. */
abstract class CreditStreamTest extends BusTest {

  /** Runs {@code task} on an event loop of its own, as an application's verticle does. */
  <T> T onItsOwnLoop(Supplier<Future<T>> task) throws Exception {
    BlockingQueue<Future<T>> result = new LinkedBlockingQueue<>();
    vertx.runOnContext(turn -> result.add(task.get()));
    return await(next(result));
  }
}
