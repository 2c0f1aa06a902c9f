package io.scapro;

import java.lang.System.Logger.Level;

/** Writes socket events to the log {@code io.scapro}, one line each. */
final class Events {

  private static final System.Logger LOG = System.getLogger("io.scapro");

  private Events() {}

  static void log(SpSocket socket, SocketEvent event) {
    Level level =
        switch (event.type()) {
          case REFUSED, BIND_FAILED -> Level.WARNING;
          default -> Level.DEBUG;
        };
    if (LOG.isLoggable(level)) {
      LOG.log(level, socket.name() + ' ' + event);
    }
  }
}
