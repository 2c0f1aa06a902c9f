package io.scapro.wire;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How both ends of a WebSocket agree in the upgrade that they ping each other. Others must not be
 * pinged unasked: nanomsg delivers pings and pongs to its application.
 *
 * <pre>
 *   request    Scapro-Ping: MILLISECONDS    the interval that the client wishes
 *   response   Scapro-Ping: MILLISECONDS    the interval of both, at most that
 * </pre>
 *
 * <p>A page cannot set headers nor see pings. It asks with the query {@code
 * scapro-ping=MILLISECONDS}, is pinged, and gets a text frame {@link #SIGN} with each ping, the
 * first one at once; SP uses no text frames. Peers that do not know this ignore it.
 */
public final class PingAgreement {

  /** The interval where both ends can agree and none was told another. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

  /** No peer makes another one ping more often than once in this time. */
  private static final Duration LEAST_ASKED = Duration.ofSeconds(1);

  private static final String HEADER = "Scapro-Ping";
  private static final String KEY = "scapro-ping";
  private static final Pattern QUERY = Pattern.compile("(?:.*[?&])?scapro-ping=(\\d{1,9})(?:&.*)?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** What begins the text frames for pages; the agreed interval in milliseconds follows. */
  public static final String SIGN = "scapro-ping=";

  private PingAgreement() {}

  /**
   * What a client or server wishes.
   *
   * @param option zero: the default, negative: not at all
   */
  public static Optional<Duration> wish(Duration option) {
    if (option.isNegative()) {
      return Optional.empty();
    }
    return Optional.of(option.isZero() ? DEFAULT_INTERVAL : option);
  }

  /** The headers that tell {@code interval}. */
  public static Map<String, String> headers(Optional<Duration> interval) {
    return interval.map(time -> Map.of(HEADER, Long.toString(time.toMillis()))).orElse(Map.of());
  }

  /** What the headers of the other side tell, names in lower case. */
  public static Optional<Duration> told(Map<String, String> headers) {
    return number(headers.getOrDefault(KEY, ""));
  }

  /** What the target or query of a page's request tells. */
  public static Optional<Duration> toldByPage(String target) {
    Matcher matcher = QUERY.matcher(target);
    return matcher.matches() ? number(matcher.group(1)) : Optional.empty();
  }

  private static Optional<Duration> number(String text) {
    return NUMBER.matcher(text).matches() && Integer.parseInt(text) > 0
        ? Optional.of(Duration.ofMillis(Integer.parseInt(text)))
        : Optional.empty();
  }

  /** The interval of both, by the server; empty: they do not ping. */
  public static Optional<Duration> agreed(Optional<Duration> asked, Duration option) {
    return wish(option)
        .flatMap(own -> asked.map(other -> longer(shorter(own, other), least(longer(own, other)))));
  }

  /** The interval of the client, whose server has told one. */
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
