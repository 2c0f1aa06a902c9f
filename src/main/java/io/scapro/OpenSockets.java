package io.scapro;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** The open sockets of each Vertx, for monitoring. May be used from any thread. */
public final class OpenSockets {

  private static final String SOCKETS = "io.scapro.sockets";
  private static final String OBSERVERS = "io.scapro.observers";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private OpenSockets() {}

  /**
   * {@return the sockets that are open in {@code vertx} now, in the order of their ids}
   *
   * @param vertx the Vertx that the sockets belong to
   */
  public static List<Socket> of(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return map(vertx).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * {@return the statistics of all open sockets, without those that close meanwhile. Never fails}
   *
   * @param vertx the Vertx that the sockets belong to
   */
  public static Future<List<SocketStatistics>> statistics(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    List<Future<SocketStatistics>> all = new ArrayList<>();
    of(vertx).forEach(socket -> all.add(socket.statistics()));
    return Future.join(all)
        .transform(
            joined ->
                Future.succeededFuture(
                    all.stream().filter(Future::succeeded).map(Future::result).toList()));
  }

  /**
   * Registers an observer of the events of all sockets of {@code vertx}, present and future ones.
   * Messages are not events.
   *
   * @param vertx the Vertx that the sockets belong to
   * @param observer called on the event loop of each socket
   * @return a function that removes the observer
   */
  public static Runnable observe(Vertx vertx, SocketObserver observer) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(observer, "observer");
    LocalMap<Integer, SocketObserver> observers = observers(vertx);
    int key = COUNT.incrementAndGet();
    observers.put(key, observer);
    return () -> observers.remove(key);
  }

  /**
   * {@return the open sockets by id. Only sockets may change the map: they add and remove
   * themselves}
   *
   * @param vertx the Vertx that the sockets belong to
   */
  public static LocalMap<Integer, Socket> map(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return vertx.sharedData().getLocalMap(SOCKETS);
  }

  /**
   * {@return the observers of all sockets. Only {@link #observe} may change the map}
   *
   * @param vertx the Vertx that the sockets belong to
   */
  public static LocalMap<Integer, SocketObserver> observers(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return vertx.sharedData().getLocalMap(OBSERVERS);
  }
}
