package io.scapro.verticle;

import io.scapro.DropReason;
import io.scapro.SocketEvent;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes to the log {@code io.scapro.verticle} what a verticle loses: the first loss at once, what
 * follows at most once a second, with numbers.
 */
final class DropLog implements Handler<SocketEvent> {

  private static final System.Logger LOG = System.getLogger("io.scapro.verticle");
  private static final long QUIET_MILLIS = 1000;

  private final Vertx vertx;
  private final String socket;
  private final Map<DropReason, Long> unwritten = new EnumMap<>(DropReason.class);
  private boolean quiet;

  DropLog(Vertx vertx, String socket) {
    this.vertx = vertx;
    this.socket = socket;
  }

  @Override
  public void handle(SocketEvent event) {
    event
        .dropReason()
        .ifPresent(
            reason -> {
              unwritten.merge(reason, event.count(), Long::sum);
              if (!quiet) {
                write();
              }
            });
  }

  private void write() {
    LOG.log(Level.WARNING, socket + " dropped messages: " + unwritten);
    unwritten.clear();
    quiet = true;
    vertx.setTimer(
        QUIET_MILLIS,
        over -> {
          quiet = false;
          if (!unwritten.isEmpty()) {
            write();
          }
        });
  }
}
