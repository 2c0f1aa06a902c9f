package io.scapro.transport.route;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks host names up. */
interface HostNames {

  /**
   * All addresses of {@code name}, IPv6 and IPv4, as they are now. To be called on the context of
   * these names, and completes there.
   *
   * @return at least one, or UnknownHostException
   */
  Future<List<InetAddress>> resolve(String name);

  /** Ends lookups. Idempotent. */
  void close();

  /**
   * By Java, which asks the operating system. Java remembers answers, for 30 seconds unless the
   * security property {@code networkaddress.cache.ttl} says otherwise.
   */
  record JavaNames(Context context) implements HostNames {

    @Override
    public Future<List<InetAddress>> resolve(String name) {
      return context.executeBlocking(() -> List.of(lookUp(name)), false);
    }

    /** Names in a hosts file have no dot at the end, and not each system leaves it out there. */
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
