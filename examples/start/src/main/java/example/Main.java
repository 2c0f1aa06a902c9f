package example;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** Starts the service. Arguments: its address, and the port of its page. */
public final class Main {

  public static void main(String[] args) {
    JsonObject config =
        new JsonObject()
            .put("url", args.length > 0 ? args[0] : "tcp://127.0.0.1:5570")
            .put("port", args.length > 1 ? Integer.parseInt(args[1]) : 8090);
    Vertx vertx = Vertx.vertx();
    try {
      vertx
          .deployVerticle(new GreetingVerticle(), new DeploymentOptions().setConfig(config))
          .await();
      System.out.println("running, " + config.encode());
    } catch (Exception failure) {
      System.err.println("cannot start: " + failure.getMessage());
      System.exit(1); // Vert.x has threads that would keep the JVM
    }
  }

  private Main() {}
}
