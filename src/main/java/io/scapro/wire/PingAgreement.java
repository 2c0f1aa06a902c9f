package io.scapro.wire;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Negotiates in the upgrade of a WebSocket that both sides ping each other. Other peers must not be
 * pinged without this agreement: nanomsg delivers pings and pongs to its application.
 *
 * <pre>
 *   request    Scapro-Ping: MILLISECONDS    the interval that the client requests
 *   response   Scapro-Ping: MILLISECONDS    the agreed interval, at most the requested one
 * </pre>
 *
 * <p>A web page can neither set headers nor see pings. It requests pings with the query {@code
 * scapro-ping=MILLISECONDS}. It is then pinged, and gets a text frame {@link #SIGN} with each ping,
 * the first one at once; SP uses no text frames. Peers that do not support this ignore it.
 */
public final class PingAgreement {

  /** The interval if both sides support pings and neither has set another one. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

  /**
   * A peer cannot make the other side ping at a shorter interval, unless that side requests a
   * shorter one too.
   */
  private static final Duration LEAST_ASKED = Duration.ofSeconds(1);

  private static final String HEADER = "Scapro-Ping";
  private static final String KEY = "scapro-ping";
  private static final Pattern QUERY = Pattern.compile("(?:.*[?&])?scapro-ping=(\\d{1,9})(?:&.*)?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** The beginning of the text frames for pages. The agreed interval in milliseconds follows. */
  public static final String SIGN = "scapro-ping=";

  private PingAgreement() {}

  /**
   * The interval that a client or server requests.
   *
   * @param option zero: the default; negative: no pings
   */
  public static Optional<Duration> wish(Duration option) {
    if (option.isNegative()) {
      return Optional.empty();
    }
    return Optional.of(option.isZero() ? DEFAULT_INTERVAL : option);
  }

  /** The headers with {@code interval}. */
  public static Map<String, String> headers(Optional<Duration> interval) {
    return interval.map(time -> Map.of(HEADER, Long.toString(time.toMillis()))).orElse(Map.of());
  }

  /** The interval in the headers of the other side, whose names are in lower case. */
  public static Optional<Duration> told(Map<String, String> headers) {
    return number(headers.getOrDefault(KEY, ""));
  }

  /** The interval in the target or query of a page's request. */
  public static Optional<Duration> toldByPage(String target) {
    Matcher matcher = QUERY.matcher(target);
    return matcher.matches() ? number(matcher.group(1)) : Optional.empty();
  }

  private static Optional<Duration> number(String text) {
    return NUMBER.matcher(text).matches() && Integer.parseInt(text) > 0
        ? Optional.of(Duration.ofMillis(Integer.parseInt(text)))
        : Optional.empty();
  }

  /** The agreed interval, decided by the server; empty: no pings. */
  public static Optional<Duration> agreed(Optional<Duration> asked, Duration option) {
    return wish(option)
        .flatMap(own -> asked.map(other -> longer(shorter(own, other), least(longer(own, other)))));
  }

  /** The interval of the client, after the server's response. */
  public static Duration bounded(Duration told, Duration wish) {
    return longer(told, least(wish));
  }

  private static Duration least(Duration wish) {
    return shorter(LEAST_ASKED, wish);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }
}
