package io.scapro.transport.route;

import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Where a connector connects to: one address, or those that a name has now. */
public interface Route {

  /**
   * The addresses to try in one attempt, in their order; asked anew for each attempt. To be called
   * on the link's context, and completes there.
   */
  Future<List<SocketAddress>> addresses();

  /** The error of an attempt that had no address to try. */
  SpException unknown(Throwable failure);

  /** The error of an attempt in which each address failed; there is at least one. */
  SpException unconnected(Map<SocketAddress, Throwable> failures);

  /** Gives back what lookups use. Idempotent. */
  void close();

  /**
   * One address that needs no lookup.
   *
   * @param meaning tells why there is no connection
   */
  static Route to(SocketAddress address, Function<Throwable, SpException> meaning) {
    return new Route() {
      @Override
      public Future<List<SocketAddress>> addresses() {
        return Future.succeededFuture(List.of(address));
      }

      @Override
      public SpException unknown(Throwable failure) {
        return meaning.apply(failure);
      }

      @Override
      public SpException unconnected(Map<SocketAddress, Throwable> failures) {
        return meaning.apply(failures.values().iterator().next());
      }

      @Override
      public void close() {}
    };
  }
}
