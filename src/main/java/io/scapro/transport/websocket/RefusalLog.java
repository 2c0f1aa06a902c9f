package io.scapro.transport.websocket;

import io.scapro.spi.Log;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs what a server refuses to answer: each text once, and only the first of them, since strangers
 * can cause any number. Safe from any thread.
 */
public final class RefusalLog {

  /** After so many different texts nothing more is logged. */
  static final int MOST = 16;

  private final Log log;
  private final String server;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * @param name of the logger
   * @param server begins each line
   */
  public RefusalLog(String name, String server) {
    this.log = Log.of(name);
    this.server = Objects.requireNonNull(server, "server");
  }

  /** Logs {@code refusal}, unless it was before. */
  public void refused(Audience.Refusal refusal) {
    if (told.size() < MOST && told.add(refusal.text())) {
      log.warn(
          "%s refused a request: %s%s"
              .formatted(
                  server,
                  refusal.text(),
                  told.size() < MOST ? "" : " (the last refusal to be logged)"));
    }
  }
}
