package io.scapro.browser;

import static io.scapro.suite.Await.result;

import io.scapro.verticle.DeployedEndpoint;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code conf/demo.json} deploys, on free ports. */
public final class Demo {

  private Demo() {}

  /** Deploys it; returns where its pages are, as {@code http://127.0.0.1:port/}. */
  public static String deploy(Vertx vertx) throws IOException {
    String text = Files.readString(Path.of("conf/demo.json"));
    JsonObject config = new JsonObject(text.replaceAll("(//127\\.0\\.0\\.1):\\d+\"", "$1:0\""));
    String pages = "";
    for (Object each : config.getJsonArray("verticles")) {
      JsonObject verticle = (JsonObject) each;
      String at = deploy(vertx, verticle.getString("name"), verticle.getJsonObject("config"));
      pages = at.startsWith("http") ? at : pages;
    }
    deploy(vertx, "scapro:monitor", config.getJsonObject("monitor"));
    return pages;
  }

  /** Returns the first address of the verticle. */
  static String deploy(Vertx vertx, String name, JsonObject config) {
    String id = result(vertx.deployVerticle(name, new DeploymentOptions().setConfig(config)));
    return DeployedEndpoint.of(vertx, id).stream()
        .map(DeployedEndpoint::url)
        .findFirst()
        .orElse("");
  }
}
