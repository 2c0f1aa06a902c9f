package io.scapro.transport.route;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks host names up. */
interface HostNames {

  /**
   * Looks up all present addresses of {@code name}, IPv6 and IPv4. To be called on the context of
   * these names, and completes there.
   *
   * @return at least one, or UnknownHostException
   */
  Future<List<InetAddress>> resolve(String name);

  /** Ends lookups. Idempotent. */
  void close();

  /**
   * Lookups by Java, which asks the operating system. Java caches answers, by default for 30
   * seconds (security property {@code networkaddress.cache.ttl}).
   */
  record JavaNames(Context context) implements HostNames {

    @Override
    public Future<List<InetAddress>> resolve(String name) {
      return context.executeBlocking(() -> List.of(lookUp(name)), false);
    }

    /**
     * Removes a dot at the end: names in a hosts file have none, and not every system ignores it.
     */
    private static InetAddress[] lookUp(String name) throws UnknownHostException {
      try {
        return InetAddress.getAllByName(name);
      } catch (UnknownHostException e) {
        if (name.endsWith(".")) {
          return InetAddress.getAllByName(name.substring(0, name.length() - 1));
        }
        throw e;
      }
    }

    @Override
    public void close() {}
  }
}
