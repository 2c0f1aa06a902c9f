package io.scapro.verticle;

import io.scapro.Address;
import io.scapro.JsonValues;
import io.scapro.OptionFields;
import io.scapro.spi.Failures;
import io.scapro.spi.HostPort;
import io.scapro.web.Pages;
import io.scapro.web.WebServer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code scapro:web}: one HTTP port with sockets on its paths and the bundled pages. Needs {@code
 * vertx-web} on the class path.
 *
 * <pre>
 * {"bind": "http://127.0.0.1:8080",
 *  "sockets": {"/echo": "mounted://echo", "/monitor/feed": "mounted://monitor"},
 *  "pages": ["playground", "monitor"]}
 * </pre>
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code bind}</td><td>the address to listen at; default {@code http://127.0.0.1:8080}. Bind
 *     it where only trusted users can connect; see also {@code hosts} and {@code origins}.</td></tr>
 * <tr><td>{@code sockets}</td><td>maps a path to the address of a bound socket of any verticle. Peers
 *     connect to {@code ws://HOST:PORT/PATH}.</td></tr>
 * <tr><td>{@code pages}</td><td>{@code playground} at {@code /}, {@code monitor} at {@code
 *     /monitor}; default none. The monitor shows the statistics of {@code scapro:monitor}, which must be
 *     at the path {@code /monitor/feed}.</td></tr>
 * <tr><td>{@code hosts}</td><td>additional hosts, without port, that the Host header of requests may name.
 *     The host of {@code bind}, {@code localhost} and loopback addresses are always accepted.
 *     {@code *}: all hosts. Default none: at a loopback address no other hosts, elsewhere all.</td></tr>
 * <tr><td>{@code origins}</td><td>other origins whose pages may connect to the sockets, such as {@code
 *     https://example.org}; {@code *}: all; default none. See {@link
 *     io.scapro.transport.WebSocketOptions#setOrigins}.</td></tr>
 * </table>
 */
final class WebVerticle extends VerticleBase {

  /** The verticle name after {@code scapro:}. */
  static final String NAME = "web";

  private static final String MOUNTED = "mounted://";

  private @Nullable WebServer server;

  private static final class Config {
    static final OptionFields<Config> FIELDS =
        new OptionFields<Config>()
            .text("bind", c -> c.bind, (c, v) -> c.bind = v)
            .json("sockets", JsonObject.class, c -> c.sockets, (c, v) -> c.sockets = v)
            .json("pages", JsonArray.class, c -> c.pages, (c, v) -> c.pages = v)
            .texts("hosts", c -> c.hosts, (c, v) -> c.hosts = v)
            .texts("origins", c -> c.origins, (c, v) -> c.origins = v);

    String bind = "http://127.0.0.1:8080";
    JsonObject sockets = new JsonObject();
    JsonArray pages = new JsonArray();
    List<String> hosts = List.of();
    List<String> origins = List.of();
  }

  @Override
  public Future<?> start() {
    Instances.one(context, NAME);
    Config config = new Config();
    Config.FIELDS.fromJson(config(), config);
    HostPort at = at(config.bind);
    List<Pages> pages = pages(config.pages);
    Map<String, String> sockets = sockets(config.sockets);
    if (pages.contains(Pages.MONITOR) && !sockets.containsKey(Pages.FEED)) {
      throw new IllegalArgumentException(
          ("sockets: expected \"%s\" for the page monitor, got none; do: add \"%1$s\":"
                  + " \"mounted://monitor\", and bind scapro:monitor to mounted://monitor")
              .formatted(Pages.FEED));
    }
    HttpServerOptions options = new HttpServerOptions().setHost(at.host()).setPort(at.port());
    try {
      return WebServer.listen(vertx, options, pages, sockets, config.hosts, config.origins)
          .recover(failure -> Future.failedFuture(Failures.of(failure, "bind " + config.bind)))
          .onSuccess(listening -> enter(at.host(), listening));
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "expected vertx-web on the class path, got none; do: add io.vertx:vertx-web", e);
    }
  }

  private void enter(String host, WebServer listening) {
    server = listening;
    String url = "http://" + new HostPort(host, listening.port(), Optional.empty()) + "/";
    DeployedEndpoint.enter(
        vertx, deploymentID(), List.of(new DeployedEndpoint(NAME, NAME, true, url)));
  }

  private static HostPort at(String url) {
    Address address = Address.parse(url);
    if (!address.scheme().equals("http")) {
      throw new IllegalArgumentException("bind: expected http://host:port, got " + url);
    }
    return HostPort.toBind(Address.parse(url.replaceFirst("/$", "")), false);
  }

  private static List<Pages> pages(JsonArray names) {
    List<Pages> pages = new ArrayList<>();
    for (Object name : names) {
      try {
        pages.add(Pages.valueOf(JsonValues.text(name).toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw JsonValues.at("pages", JsonValues.refusal("\"playground\" or \"monitor\"", name));
      }
    }
    return pages;
  }

  /** The names of the sockets by path. */
  private static Map<String, String> sockets(JsonObject json) {
    Map<String, String> sockets = new LinkedHashMap<>();
    for (Map.Entry<String, Object> each : json) {
      if (!each.getKey().matches("(/[A-Za-z0-9._~-]+)+")) {
        throw new IllegalArgumentException(
            "sockets: expected a path such as \"/echo\", got \"" + each.getKey() + '"');
      }
      if (!(each.getValue() instanceof String url) || !url.startsWith(MOUNTED)) {
        throw JsonValues.at(
            "sockets",
            JsonValues.refusal("an address such as \"mounted://echo\"", each.getValue()));
      }
      sockets.put(each.getKey(), url.substring(MOUNTED.length()));
    }
    return sockets;
  }

  @Override
  public Future<?> stop() {
    DeployedEndpoint.leave(vertx, deploymentID());
    return server == null ? Future.succeededFuture() : server.close();
  }
}
