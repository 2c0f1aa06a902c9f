package io.scapro.limits;

import io.scapro.verticle.DeployedEndpoint;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/**
 * Deploys {@code scapro:web} and prints the status, the type and the size of each path among its
 * arguments. PagesIT compiles this file as an application of its own.
 */
final class PagesApplication {

  private PagesApplication() {}

  public static void main(String[] paths) {
    Vertx vertx = Vertx.vertx();
    HttpClient client = vertx.createHttpClient();
    JsonObject config =
        new JsonObject()
            .put("bind", "http://127.0.0.1:0")
            .put("sockets", new JsonObject().put("/monitor/feed", "mounted://monitor"))
            .put("pages", new JsonArray().add("playground").add("monitor"));
    vertx
        .deployVerticle("scapro:web", new DeploymentOptions().setConfig(config))
        .map(id -> URI.create(DeployedEndpoint.of(vertx, id).get(0).url()).getPort())
        .compose(port -> get(client, port, paths))
        .onFailure(Throwable::printStackTrace)
        .onComplete(done -> client.close().onComplete(closed -> vertx.close()));
  }

  private static Future<Void> get(HttpClient client, int port, String[] paths) {
    Future<Void> last = Future.succeededFuture();
    for (String path : paths) {
      last =
          last.compose(before -> client.request(HttpMethod.GET, port, "127.0.0.1", path))
              .compose(request -> request.send().compose(answer -> told(path, answer)));
    }
    return last;
  }

  private static Future<Void> told(String path, HttpClientResponse answer) {
    return answer
        .body()
        .map(
            body -> {
              String type = answer.getHeader("Content-Type");
              System.out.printf("%s %d %s %d%n", path, answer.statusCode(), type, body.length());
              return null;
            });
  }
}
