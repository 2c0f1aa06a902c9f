package example.orders;

import io.vertx.core.Future;

/** Keeps orders. */
interface Journal {

  /** Completes when the order is safe: a restart finds it. */
  Future<Void> append(Order order);
}
