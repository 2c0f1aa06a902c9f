package io.scapro.spi;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logger {@code io.scapro.NAME}, in the framework that Vert.x logs to: SLF4J, Log4j 2 or {@code
 * java.util.logging}. Thread-safe. Do not log each message; log rare events only. Check {@link
 * #isDebugEnabled} before creating a text for {@link #debug}.
 */
public final class Log {

  private static final String ROOT = "io.scapro";
  private static final int LONGEST = 63;

  private static final Names NAMES = new Names();

  private final Logger logger;

  private Log(String name) {
    this.logger = LoggerFactory.getLogger(name);
  }

  /**
   * {@return the logger of a socket; {@code io.scapro} for each new name after the first 1000}
   *
   * @param socket the name of the socket, or of its protocol. Characters other than letters,
   *     digits, {@code -} and {@code _} become {@code _}. Only the first 63 characters are used:
   *     the name of a socket has at most 63
   */
  public static Log of(String socket) {
    return NAMES.of(Objects.requireNonNull(socket, "socket"));
  }

  /**
   * {@return the logger of the socket that has the endpoint of a link}
   *
   * @param link the link between that endpoint and its transport
   */
  public static Log of(Link link) {
    String name = Objects.requireNonNull(link, "link").socketOptions().getName();
    return of(name.isEmpty() ? link.identity().name() : name);
  }

  /** The existing loggers. Their number is limited, since frameworks never release a name. */
  static final class Names {
    private static final int MOST = 1000;

    /**
     * Strong references: {@code java.util.logging} releases an unreferenced logger and its level.
     */
    private final Map<String, Log> logs = new ConcurrentHashMap<>();

    Log of(String socket) {
      String name = socket.isEmpty() ? ROOT : ROOT + '.' + plain(socket);
      boolean free = logs.size() < MOST || logs.containsKey(name);
      return logs.computeIfAbsent(free ? name : ROOT, Log::new);
    }
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name);
    plain.setLength(Math.min(name.length(), LONGEST));
    for (int i = 0; i < plain.length(); i++) {
      char each = plain.charAt(i);
      if (!Character.isLetterOrDigit(each) && each != '-' && each != '_') {
        plain.setCharAt(i, '_');
      }
    }
    return plain.toString();
  }

  /**
   * Replaces control characters, since texts of peers must not control a terminal.
   *
   * @param text any text
   * @return the text, with ? for each control character
   */
  public static String printable(String text) {
    Objects.requireNonNull(text, "text");
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", "?");
  }

  /** {@return whether {@link #debug} has an effect} */
  public boolean isDebugEnabled() {
    return logger.isDebugEnabled();
  }

  /**
   * Writes at the level DEBUG, which is off by default.
   *
   * @param text one line
   */
  public void debug(String text) {
    logger.debug(printable(text));
  }

  /**
   * Writes at the level INFO: something works again, or has changed.
   *
   * @param text one line, for an operator
   */
  public void info(String text) {
    logger.info(printable(text));
  }

  /**
   * Writes at the level WARN: an operator should check something.
   *
   * @param text one line, for an operator
   */
  public void warn(String text) {
    logger.warn(printable(text));
  }
}
