package io.scapro.core;

import io.scapro.DropReason;
import io.scapro.OpenSockets;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketObserver;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Log;
import io.vertx.core.Handler;
import io.vertx.core.shareddata.LocalMap;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens to one socket besides messages: to the application's handler, to whoever
 * observes all sockets, and to the socket's {@link Log}, one line each. What somebody should look
 * at is logged as a warning, at most once a second with the number of those left out, since
 * strangers can cause them; the rest is for debugging. Discarded messages are told once a turn,
 * with their number.
 */
final class Events {

  private static final long QUIET = Duration.ofSeconds(1).toNanos();

  private final Socket socket;
  private final String name;
  private final Host host;
  private final Log log;
  private final Map<DropReason, Long> untoldDrops = new EnumMap<>(DropReason.class);
  private final @Nullable LocalMap<Integer, SocketObserver> observers;
  private @Nullable Handler<SocketEvent> handler;
  private long lastWarning;
  private long leftOut = -1; // no warning was written yet

  Events(Socket socket, String name, Host host) {
    this.socket = socket;
    this.name = name;
    this.host = host;
    this.log = Log.of(name);
    this.observers = host.vertx() == null ? null : OpenSockets.observers(host.vertx());
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
      case REFUSED, BIND_FAILED, GAVE_UP -> warn(event);
      case DISCONNECTED -> disconnected(event);
      default -> {
        if (log.isDebugEnabled()) {
          log.debug(name + ' ' + event);
        }
      }
    }
  }

  /** A connection that ended for a message's length will end so again. */
  private void disconnected(SocketEvent event) {
    if (event.cause().map(SpException::reason).orElse(Reason.FAILED) == Reason.TOO_LONG) {
      warn(event);
    } else if (log.isDebugEnabled()) {
      log.debug(name + ' ' + event);
    }
  }

  private void warn(SocketEvent event) {
    long now = host.nanoTime();
    if (leftOut >= 0 && now - lastWarning < QUIET) {
      leftOut++;
      return;
    }
    String more = leftOut > 0 ? " (and " + leftOut + " more before)" : "";
    lastWarning = now;
    leftOut = 0;
    log.warn(name + ' ' + event + more);
  }
}
