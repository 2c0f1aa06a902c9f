package io.scapro.verticle;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.JsonValues;
import io.scapro.Socket;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses that a configured socket binds and connects to.
 *
 * @param common endpoint options for all addresses
 */
record Reach(List<At> bind, List<At> connect, JsonObject common) {

  /** One address with its own options. */
  record At(String url, JsonObject options) {}

  /**
   * @param options of the socket, as JSON
   * @throws IllegalArgumentException there is no address
   */
  static Reach of(List<At> bind, List<At> connect, JsonObject options) {
    if (bind.isEmpty() && connect.isEmpty()) {
      throw new IllegalArgumentException(
          "expected \"bind\" or \"connect\" with a URL such as \"tcp://127.0.0.1:5555\", got none");
    }
    return new Reach(bind, connect, endpoint(options));
  }

  /**
   * Reads a URL, {@code {"url": URL, …}}, or a list of them.
   *
   * @throws IllegalArgumentException another value, or unknown endpoint options
   */
  private static JsonObject endpoint(JsonObject options) {
    try {
      JsonObject endpoint =
          JsonValues.typed(JsonObject.class, options.getValue("endpoint", new JsonObject()));
      new EndpointOptions(endpoint); // refuses unknown keys
      return endpoint;
    } catch (IllegalArgumentException e) {
      throw JsonValues.at("options", JsonValues.at("endpoint", e));
    }
  }

  static List<At> addresses(Object value) {
    List<At> result = new ArrayList<>();
    for (Object each : value instanceof JsonArray list ? list : JsonArray.of(value)) {
      if (each instanceof JsonObject object && object.getValue("url") instanceof String url) {
        JsonObject rest = object.copy();
        rest.remove("url");
        new EndpointOptions(rest); // refuses unknown keys
        result.add(new At(url, rest));
      } else if (each instanceof String url) {
        result.add(new At(url, new JsonObject()));
      } else {
        throw JsonValues.refusal("a URL or {\"url\": URL, …}", each);
      }
    }
    return List.copyOf(result);
  }

  /** Binds and connects {@code socket}; binds together with the other instances. */
  Future<List<DeployedEndpoint>> open(Socket socket, Instances instances) {
    List<Future<Endpoint>> endpoints = new ArrayList<>();
    for (At at : bind) {
      EndpointOptions options = options(at);
      options.setShared(options.isShared() || !instances.isAlone());
      String key = "%d %s".formatted(endpoints.size(), at.url());
      endpoints.add(instances.bind(key, at.url(), url -> socket.bind(url, options)));
    }
    connect.forEach(at -> endpoints.add(socket.connect(at.url(), options(at))));
    return Future.all(endpoints)
        .map(
            all ->
                endpoints.stream()
                    .map(each -> DeployedEndpoint.of(socket, each.result()))
                    .toList());
  }

  private EndpointOptions options(At at) {
    return new EndpointOptions(common).setAll(at.options());
  }
}
