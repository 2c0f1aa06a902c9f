package io.scapro.cli.cat.engine;

import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.spi.Log;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Prints that an address has no peer, and the reason. The originals retry without a message.
 * Programs may start in any order, so the line is printed once and after a delay. With {@code -v},
 * the first failure of each outage is printed at once, and each refused peer. Safe from any thread.
 */
final class Outages {

  private static final long PATIENCE_MILLIS = 1500;

  private final Vertx vertx;
  private final CatSettings settings;
  private final PrintStream err;

  /** The latest cause for each address that has no peer. */
  private final Map<String, String> causes = new ConcurrentHashMap<>();

  private final Set<String> reached = ConcurrentHashMap.newKeySet();

  Outages(Vertx vertx, CatSettings settings, PrintStream err) {
    this.vertx = vertx;
    this.settings = settings;
    this.err = err;
  }

  void connected(SocketEvent event) {
    causes.remove(urlOf(event));
    reached.add(urlOf(event));
  }

  void failed(SocketEvent event) {
    String url = urlOf(event);
    if (causes.put(url, cause(event)) == null) {
      if (settings.verbose()) {
        tell(url);
      } else if (!reached.contains(url)) {
        vertx.setTimer(PATIENCE_MILLIS, timer -> tell(url));
      }
    }
  }

  /** Prints, with {@code -v}, why a peer of a bound address was refused. */
  void refused(SocketEvent event) {
    if (settings.verbose()) {
      print("refused a peer at %s: %s".formatted(urlOf(event), cause(event)));
    }
  }

  private void tell(String url) {
    String cause = causes.get(url);
    if (cause != null) {
      print("cannot connect to %s: %s; trying again".formatted(url, cause));
    }
  }

  private void print(String text) {
    err.println(Log.printable(settings.face().title() + ": " + text));
  }

  /** The text of the cause, without the URL at its beginning, which the line has already. */
  private static String cause(SocketEvent event) {
    String text = event.cause().map(SpException::getMessage).orElse("");
    String url = Pattern.quote(urlOf(event));
    return text.replaceFirst("^(connect to )?" + url + "( at \\S+)?: ", "");
  }

  private static String urlOf(SocketEvent event) {
    return event.endpoint().map(at -> at.address().toString()).orElse("");
  }
}
