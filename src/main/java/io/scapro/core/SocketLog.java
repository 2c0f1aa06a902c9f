package io.scapro.core;

import io.scapro.Address;
import io.scapro.Endpoint;
import io.scapro.spi.Host;
import io.scapro.spi.Log;
import io.scapro.spi.LogIntervals;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The log of one socket. Each line begins with the name of the socket. On the event loop. */
final class SocketLog {

  /** Shorter messages, in bytes, are not assumed to be too long for a peer. */
  static final int SHORTEST_LIMIT = 1024;

  /** The advice for a connection that may have ended because of a message's length. */
  static final String SEE_LIMIT =
      "do: compare with the receiveMaxSize of the peer, or see why it closed";

  private static final int URLS = 3;

  private final String name;
  private final Host host;
  private final Log log;

  SocketLog(String name, Host host) {
    this.name = name;
    this.host = host;
    this.log = Log.of(name);
  }

  void debug(Supplier<String> text) {
    if (log.isDebugEnabled()) {
      log.debug(name + ' ' + text.get());
    }
  }

  void info(String text) {
    log.info(name + ' ' + text);
  }

  void warn(String text) {
    log.warn(name + ' ' + text);
  }

  /**
   * Warns that calls wait.
   *
   * @param what the kind of call
   * @param time how long the oldest has waited
   * @param peers how many peers are connected
   */
  void waitLong(
      String what, int calls, Duration time, int peers, Collection<? extends Endpoint> endpoints) {
    String why =
        peers == 0
            ? "no peer is connected"
            : "%s not take or answer %s"
                .formatted(
                    peers == 1
                        ? "1 peer is connected, and does"
                        : peers + " peers are connected, and do",
                    calls == 1 ? "it" : "them");
    warn(
        "%s for %d s: %s (%s)"
            .formatted(
                calls == 1
                    ? "1 %s waits".formatted(what)
                    : "%d calls wait, the oldest %s".formatted(calls, what),
                time.toSeconds(),
                why,
                endpoints.isEmpty()
                    ? "no endpoint; do: bind or connect the socket"
                    : urls(endpoints)));
  }

  /**
   * Warns that a connection ended in the middle of a message.
   *
   * @param longest length in bytes of the longest message being written
   */
  void cutOff(Address at, int longest, LogIntervals intervals) {
    warn(
        "%s: a connection ended while messages were written to it, the longest has %d bytes; %s%s"
            .formatted(at, longest, SEE_LIMIT, intervals.leftOut()));
  }

  private static String urls(Collection<? extends Endpoint> endpoints) {
    String first =
        endpoints.stream().limit(URLS).map(Object::toString).collect(Collectors.joining(", "));
    return endpoints.size() > URLS ? first + ", …" : first;
  }

  LogIntervals intervals() {
    return new LogIntervals(host);
  }
}
