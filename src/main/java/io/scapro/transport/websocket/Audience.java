package io.scapro.transport.websocket;

import io.scapro.spi.Link;
import io.scapro.transport.WebSocketOptions;
import io.scapro.wire.Upgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which HTTP requests a server answers. It checks the Host header and the Origin header.
 *
 * <p>The check of the Host header protects against DNS rebinding. In this attack, the name of a
 * foreign site resolves to a loopback address, so that a page of that site can send requests to a
 * server on this machine. The browser takes the server for the foreign site. But the Host header
 * still has the name of the foreign site.
 *
 * @param hosts accepted names without a port, in addition to the names of the server; {@code *}
 *     accepts all. If it is empty, a server that is not bound to a loopback address accepts all
 * @param origins accepted origins, such as {@code https://example.org}, in addition to the origin
 *     of the server; {@code *} accepts all
 * @param bound the host that the server listens on; empty if unknown
 * @param keys the prefix of the two option names in error texts
 */
public record Audience(List<String> hosts, List<String> origins, String bound, String keys) {

  private static final String ALL = "*";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|(0+:){7}0*1|::1");
  private static final Pattern EVERY_INTERFACE =
      Pattern.compile("0\\.0\\.0\\.0|\\[?(::|(0+:){7}0+)]?|\\*");

  /**
   * The reason why a request is refused.
   *
   * @param status of the HTTP response
   */
  public record Refusal(int status, String text) {}

  /** According to the options of {@code link}. */
  static Audience of(Link link, String bound) {
    return of(link, bound, List.of(), List.of());
  }

  /** According to the options of {@code link}, with additional hosts and origins. */
  static Audience of(Link link, String bound, List<String> hosts, List<String> origins) {
    WebSocketOptions options = link.options().get(WebSocketOptions.class);
    return new Audience(
        both(options.getHosts(), hosts), both(options.getOrigins(), origins), bound, "webSocket.");
  }

  private static List<String> both(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /**
   * {@return why the Host header is refused; empty if it is accepted}
   *
   * @param host the Host header
   * @param local the local address of the connection; null if it has none
   */
  public Optional<Refusal> ofHost(String host, @Nullable String local) {
    String name = nameOf(host);
    if (hosts.contains(ALL)
        || (hosts.isEmpty() && !isLoopbackBind(local))
        || LOOPBACK.matcher(name).matches()
        || name.equals(unbracketed(bound))
        || hosts.stream().anyMatch(each -> name.equals(unbracketed(each)))) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            421,
            "expected a Host of this server, such as localhost, got \"%s\"; do: add \"%s\" to %shosts if this server has that name"
                .formatted(host, name, keys)));
  }

  private boolean isLoopbackBind(@Nullable String local) {
    return local != null
        && LOOPBACK.matcher(unbracketed(local).replaceFirst("%.*", "")).matches()
        && !EVERY_INTERFACE.matcher(bound).matches();
  }

  /**
   * {@return why the origin of the page that sent the request is refused; empty if it is accepted}
   *
   * @param origin the Origin header; empty if there is none, as from programs other than browsers
   * @param host the Host header
   * @param secure whether the connection has TLS
   */
  public Optional<Refusal> ofOrigin(String origin, String host, boolean secure) {
    String asked = normal(origin);
    String own = normal((secure ? "https://" : "http://") + host);
    if (origin.isEmpty()
        || asked.equals(own)
        || origins.stream().anyMatch(each -> each.equals(ALL) || normal(each).equals(asked))) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            403,
            "expected a page of %s or of an allowed origin, got %s; do: add \"%s\" to %sorigins if its pages may connect"
                .formatted(own, origin, origin, keys)));
  }

  /**
   * The reason why the request for a WebSocket is refused; empty: accepted.
   *
   * @param local the local address of the connection; null if it has none
   * @param secure whether the connection has TLS
   */
  Optional<Upgrade.Refusal> refusal(Upgrade.Request asked, @Nullable String local, boolean secure) {
    String host = asked.header("host");
    return ofHost(host, local)
        .or(() -> ofOrigin(asked.header("origin"), host, secure))
        .map(refusal -> new Upgrade.Refusal(refusal.status(), refusal.text()));
  }

  /** The name or address in {@code host:port}, in lower case, without brackets and last dot. */
  private static String nameOf(String host) {
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return unbracketed(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
  }

  private static String unbracketed(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  /** The origin without the default port of its scheme. */
  private static String normal(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return lower.startsWith("https:")
        ? lower.replaceFirst(":443$", "")
        : lower.replaceFirst(":80$", "");
  }
}
