package io.scapro;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open sockets of each Vertx: what monitors look at, and what keeps an open socket from being
 * garbage-collected.
 */
public final class OpenSockets {

  private static final Map<Vertx, Set<SpSocket>> BY_VERTX = new WeakHashMap<>();

  private OpenSockets() {}

  /** The sockets open in {@code vertx} now. Safe from any thread. */
  public static List<SpSocket> of(Vertx vertx) {
    return List.copyOf(sockets(vertx));
  }

  /** What each socket open in {@code vertx} has counted; one that closes meanwhile is left out. */
  public static Future<List<SocketStatistics>> statistics(Vertx vertx) {
    List<Future<SocketStatistics>> all = new ArrayList<>();
    of(vertx).forEach(socket -> all.add(socket.statistics()));
    return Future.join(all)
        .transform(
            joined ->
                Future.succeededFuture(
                    all.stream().filter(Future::succeeded).map(Future::result).toList()));
  }

  static void add(Vertx vertx, SpSocket socket) {
    sockets(vertx).add(socket);
  }

  static void remove(Vertx vertx, SpSocket socket) {
    sockets(vertx).remove(socket);
  }

  private static Collection<SpSocket> sockets(Vertx vertx) {
    synchronized (BY_VERTX) {
      return BY_VERTX.computeIfAbsent(vertx, any -> ConcurrentHashMap.newKeySet());
    }
  }
}
