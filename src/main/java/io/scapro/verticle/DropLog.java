package io.scapro.verticle;

import io.scapro.DropReason;
import io.scapro.SocketEvent;
import io.scapro.spi.Log;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Map;

/**
 * Logs dropped messages of a verticle to the socket's {@link Log}: the first drop at once, later
 * ones at most once a second, with their number.
 */
final class DropLog implements Handler<SocketEvent> {

  private static final long QUIET_MILLIS = 1000;

  private final Vertx vertx;
  private final String socket;
  private final Log log;
  private final Map<DropReason, Long> unwritten = new EnumMap<>(DropReason.class);
  private boolean quiet;

  DropLog(Vertx vertx, String socket) {
    this.vertx = vertx;
    this.socket = socket;
    this.log = Log.of(socket);
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
    log.warn(socket + " dropped messages: " + unwritten);
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
