package io.scapro;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** The open sockets of each Vertx, for monitors. Safe from any thread. */
public final class OpenSockets {

  private static final String SOCKETS = "io.scapro.sockets";
  private static final String OBSERVERS = "io.scapro.observers";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private OpenSockets() {}

  /** The sockets that are open in {@code vertx} now, in the order of their ids. */
  public static List<Socket> of(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return map(vertx).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What each open socket has counted; a socket that closes meanwhile is left out. */
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
   * Calls {@code observer} for everything that happens besides messages to all sockets of {@code
   * vertx}, also to those created later.
   *
   * @return removes the observer
   */
  public static Runnable observe(Vertx vertx, SocketObserver observer) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(observer, "observer");
    LocalMap<Integer, SocketObserver> observers = observers(vertx);
    int key = COUNT.incrementAndGet();
    observers.put(key, observer);
    return () -> observers.remove(key);
  }

  /** The open sockets by id; sockets enter and leave it themselves. */
  public static LocalMap<Integer, Socket> map(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return vertx.sharedData().getLocalMap(SOCKETS);
  }

  /** The observers of all sockets; it changes with them. */
  public static LocalMap<Integer, SocketObserver> observers(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return vertx.sharedData().getLocalMap(OBSERVERS);
  }
}
