package io.scapro;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The open sockets of each Vertx: what monitors look at, and what keeps an open socket from being
 * garbage-collected.
 */
public final class OpenSockets {

  /** What is known of one Vertx. */
  private record Known(Set<SpSocket> sockets, List<SocketObserver> observers) {
    Known() {
      this(ConcurrentHashMap.newKeySet(), new CopyOnWriteArrayList<>());
    }
  }

  private static final Map<Vertx, Known> BY_VERTX = new WeakHashMap<>();

  private OpenSockets() {}

  /** The sockets open in {@code vertx} now. Safe from any thread. */
  public static List<SpSocket> of(Vertx vertx) {
    return List.copyOf(known(vertx).sockets());
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

  /**
   * Has {@code observer} told what happens to all sockets of {@code vertx} besides messages, also
   * to those opened later. Safe from any thread.
   *
   * @return to be run at the end; until then the observer is held
   */
  public static Runnable observe(Vertx vertx, SocketObserver observer) {
    List<SocketObserver> observers = observers(vertx);
    observers.add(observer);
    return () -> observers.remove(observer);
  }

  /** Who observes now; the list changes with them. */
  static List<SocketObserver> observers(Vertx vertx) {
    return known(vertx).observers();
  }

  static void add(Vertx vertx, SpSocket socket) {
    known(vertx).sockets().add(socket);
  }

  static void remove(Vertx vertx, SpSocket socket) {
    known(vertx).sockets().remove(socket);
  }

  private static Known known(Vertx vertx) {
    synchronized (BY_VERTX) {
      return BY_VERTX.computeIfAbsent(vertx, any -> new Known());
    }
  }
}
