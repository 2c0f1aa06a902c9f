package io.scapro.core;

import io.scapro.Address;
import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.OpenSockets;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketObserver;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.LogIntervals;
import io.vertx.core.Handler;
import io.vertx.core.shareddata.LocalMap;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reports the events of one socket to the application's handler, to the observers of all sockets,
 * and to the socket's {@link SocketLog}, one line each. An event that an operator should check is
 * logged as a warning. Since remote hosts can cause such events, each kind at each endpoint is
 * logged at growing intervals, with the number of those left out. Other events are logged for
 * debugging. {@link Outage} logs failures to connect. Dropped messages are reported once a turn,
 * with their number.
 */
final class Events {

  private final Socket socket;
  private final SocketLog log;
  private final Host host;
  private final Map<DropReason, Long> untoldDrops = new EnumMap<>(DropReason.class);
  private final @Nullable LocalMap<Integer, SocketObserver> observers;
  private @Nullable Handler<SocketEvent> handler;

  /**
   * The repeated warnings. Weak keys, since a pipe may report events after its endpoint was closed.
   */
  private final Map<Endpoint, Map<Kind, Repeated>> warned = new WeakHashMap<>();

  Events(Socket socket, SocketLog log, Host host) {
    this.socket = socket;
    this.log = log;
    this.host = host;
    this.observers = host.vertx() == null ? null : OpenSockets.observers(host.vertx());
  }

  /**
   * Whether a connection was only a check by another server whether its ipc path is in use. Such a
   * connection ends before its first byte, and its {@code cause} has a cause. It raises no event.
   */
  static boolean isProbe(Address address, SpException cause) {
    return cause.reason() == Reason.DISCONNECTED
        && cause.getCause() != null
        && address.scheme().matches("ipc|unix");
  }

  void handler(@Nullable Handler<SocketEvent> handler) {
    this.handler = handler;
  }

  void tell(SocketEvent event) {
    log(event);
    if (observers != null) {
      observers.values().forEach(observer -> tell(observer, event));
    }
    Handler<SocketEvent> to = handler;
    if (to != null) {
      host.emit(event, to);
    }
  }

  private void tell(SocketObserver observer, SocketEvent event) {
    try {
      observer.happened(socket, event);
    } catch (RuntimeException | Error failure) {
      host.report(failure);
    }
  }

  void dropped(DropReason reason, long count) {
    if (handler != null || (observers != null && !observers.isEmpty())) {
      if (untoldDrops.isEmpty()) {
        host.later(this::tellDrops);
      }
      untoldDrops.merge(reason, count, Long::sum);
    }
  }

  private void tellDrops() {
    Map<DropReason, Long> drops = Map.copyOf(untoldDrops);
    untoldDrops.clear();
    drops.forEach((reason, count) -> tell(SocketEvent.dropped(reason, count)));
  }

  private void log(SocketEvent event) {
    switch (event.type()) {
      case BIND_FAILED -> log.warn(event.toString());
      case REFUSED -> refused(event);
      case GAVE_UP -> warn(event);
      case DISCONNECTED -> disconnected(event);
      case ACCEPTED, CONNECTED -> joined(event);
      default -> log.debug(event::toString);
    }
  }

  /** A peer that is refused because its endpoint is closing needs no warning. */
  private void refused(SocketEvent event) {
    if (reason(event) == Reason.CLOSED) {
      log.debug(event::toString);
    } else {
      warn(event);
    }
  }

  private static Reason reason(SocketEvent event) {
    return event.cause().map(SpException::reason).orElse(Reason.FAILED);
  }

  /**
   * A connection that ended because of a message's length will probably end again: warn. A silent
   * peer of a bound address needs a warning too. {@link Outage} logs the silent peers that this
   * side connected to.
   */
  private void disconnected(SocketEvent event) {
    boolean dead =
        reason(event) == Reason.TIMEOUT && event.endpoint().map(Endpoint::isBound).orElse(false);
    if (dead || reason(event) == Reason.TOO_LONG) {
      warn(event);
    } else {
      log.debug(event::toString);
    }
  }

  private void warn(SocketEvent event) {
    Repeated repeated =
        event
            .endpoint()
            .map(at -> warned.computeIfAbsent(at, any -> new HashMap<>()))
            .orElseGet(HashMap::new)
            .computeIfAbsent(
                new Kind(event.type(), reason(event)), any -> new Repeated(log.intervals()));
    if (repeated.intervals.isDue()) {
      repeated.isLast = true;
      log.warn(event + repeated.intervals.leftOut());
    } else {
      log.debug(event::toString);
    }
  }

  /**
   * A connected peer after refused ones shows that the endpoint works. It is logged once after each
   * warning.
   */
  private void joined(SocketEvent event) {
    List<Repeated> refusals = refusals(event);
    if (refusals.isEmpty()) {
      log.debug(event::toString);
    } else {
      String leftOut =
          refusals.stream().map(each -> each.intervals.leftOut()).collect(Collectors.joining());
      refusals.forEach(each -> each.isLast = false);
      log.info(event + ", after others were refused" + leftOut);
    }
  }

  /** Those at the endpoint of {@code event} without a recovery. */
  private List<Repeated> refusals(SocketEvent event) {
    return event.endpoint().map(warned::get).orElse(Map.of()).entrySet().stream()
        .filter(of -> of.getKey().type() == SocketEvent.Type.REFUSED && of.getValue().isLast)
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Warnings of different reasons do not hide each other. */
  private record Kind(SocketEvent.Type type, Reason reason) {}

  /** The repeated warnings of one kind at one endpoint. */
  private static final class Repeated {
    final LogIntervals intervals;
    boolean isLast; // no recovery was logged since the last warning

    Repeated(LogIntervals intervals) {
      this.intervals = intervals;
    }
  }
}
