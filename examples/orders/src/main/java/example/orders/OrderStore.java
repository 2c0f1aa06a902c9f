package example.orders;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All orders by id. A change is done when the journal has it, and is done once: both methods may be
 * called again. For one event loop.
 */
final class OrderStore {

  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, Future<Order>> writing = new HashMap<>();
  private final Journal journal;
  private final Consumer<Order> changed;

  /**
   * @param earlier the changes that the journal has
   * @param changed called for each change that the journal did not have before
   */
  OrderStore(Journal journal, List<Order> earlier, Consumer<Order> changed) {
    this.journal = journal;
    this.changed = changed;
    earlier.forEach(order -> orders.put(order.id(), order));
  }

  /** Fails with 409 when the id has another order. */
  Future<Order> place(Order order) {
    Future<Order> before = writing.get(order.id());
    if (before != null) {
      return before.compose(written -> place(order));
    }
    Order known = orders.get(order.id());
    if (known == null) {
      return write(order);
    }
    return known.isSameAs(order)
        ? Future.succeededFuture(known)
        : Future.failedFuture(new Refusal(409, "the id has another order"));
  }

  /** Fails with 404 for an unknown id. */
  Future<Order> ship(String id) {
    Future<Order> before = writing.get(id);
    if (before != null) {
      return before.compose(written -> ship(id));
    }
    return find(id)
        .compose(
            known -> known.shipped() ? Future.succeededFuture(known) : write(known.asShipped()));
  }

  /** Fails with 404 for an unknown id. */
  Future<Order> find(String id) {
    Order known = orders.get(id);
    return known == null
        ? Future.failedFuture(new Refusal(404, "expected the id of an order"))
        : Future.succeededFuture(known);
  }

  /** The oldest first. */
  List<Order> unshipped() {
    return orders.values().stream().filter(order -> !order.shipped()).toList();
  }

  private Future<Order> write(Order order) {
    Promise<Order> written = Promise.promise();
    writing.put(order.id(), written.future());
    journal
        .append(order)
        .onComplete(
            safe -> {
              writing.remove(order.id());
              orders.put(order.id(), order);
              changed.accept(order);
              written.complete(order);
            },
            failure -> {
              writing.remove(order.id());
              written.fail(failure);
            });
    return written.future();
  }
}
