package io.scapro.transport.route;

import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The addresses that a connector connects to: one, or those of a host name. */
public interface Route {

  /**
   * The addresses to try in one attempt, in this order; looked up anew for each attempt. To be
   * called on the link's context, and completes there.
   */
  Future<List<SocketAddress>> addresses();

  /** The error of an attempt that had no address to try. */
  SpException unknown(Throwable failure);

  /** The error of an attempt in which each address failed; there is at least one. */
  SpException unconnected(Map<SocketAddress, Throwable> failures);

  /** Releases the resources of lookups. Idempotent. */
  void close();

  /**
   * One address that needs no lookup.
   *
   * @param meaning converts a failure to an error with the reason
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
