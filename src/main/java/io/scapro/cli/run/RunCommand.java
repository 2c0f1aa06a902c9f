package io.scapro.cli.run;

import io.scapro.SpException;
import io.scapro.cluster.Cluster;
import io.scapro.cluster.ClusterConfig;
import io.scapro.verticle.DeployedEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code scapro run FILE…}: deploys the verticles of the files, in order, and runs until a signal.
 * Prints one line for each address that a verticle is bound or connects to, except internal ones,
 * and then the pages to open and how to stop.
 *
 * <p>On SIGTERM and SIGINT the verticles are undeployed: sockets send their accepted messages
 * within {@code linger}. If a verticle cannot start, the others are undeployed, and the exit code
 * is 1.
 */
@Command(
    name = "run",
    description = "Start the verticles of configuration files (JSON). Ctrl-C stops.",
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

  /** Time limit for verticles that hang while they stop; sockets have their linger. */
  private static final long STOP_SECONDS = 30;

  /** Held here, else it may be collected with its level. */
  private static @Nullable Logger hazelcastLog;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-cluster", "--cluster"},
      description = "Join a cluster, even if no file configures one.")
  private boolean cluster;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Configuration file (JSON).")
  private List<Path> files;

  @Override
  public Integer call() throws InterruptedException {
    List<RunConfig> configs = files.stream().map(RunConfig::read).toList();
    Vertx vertx = vertx(configs);
    AtomicBoolean stopping = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.set(true);
                  stop(vertx);
                },
                "scapro-stop"));
    try {
      print(howToGoOn(deploy(vertx, configs, this::print).await()));
    } catch (RuntimeException e) {
      if (!stopping.get()) { // else a signal arrived during the start
        stop(vertx);
        throw e;
      }
    }
    new CountDownLatch(1).await(); // a signal ends the JVM
    return 0;
  }

  private Vertx vertx(List<RunConfig> configs) {
    VertxOptions options = vertxOptions(configs);
    if (!cluster && configs.stream().allMatch(config -> config.cluster().isEmpty())) {
      return Vertx.vertx(options);
    }
    JsonObject json = new JsonObject();
    configs.forEach(config -> config.cluster().ifPresent(json::mergeIn));
    hazelcastLog = Logger.getLogger("com.hazelcast");
    hazelcastLog.setLevel(Level.WARNING);
    return Cluster.join(options, new ClusterConfig(json)).await();
  }

  private static VertxOptions vertxOptions(List<RunConfig> configs) {
    JsonObject json = new JsonObject();
    configs.forEach(config -> json.mergeIn(config.vertx(), true));
    if (json.getValue("eventBusOptions")
        instanceof JsonObject bus) { // else Vert.x ignores its defaults
      json.put("eventBusOptions", new EventBusOptions().toJson().mergeIn(bus));
    }
    return new VertxOptions(json)
        .setPreferNativeTransport(json.getBoolean("preferNativeTransport", true));
  }

  /**
   * Deploys all verticles, one after the other.
   *
   * @param line gets a text for each address
   * @return the addresses of the pages; fails if a verticle cannot start, and the others stay
   *     deployed
   */
  static Future<List<String>> deploy(Vertx vertx, List<RunConfig> configs, Consumer<String> line) {
    List<String> pages = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (RunConfig config : configs) {
      for (RunConfig.Entry entry : config.verticles()) {
        done = done.compose(before -> deploy(vertx, entry, line, pages));
      }
    }
    return done.map(pages);
  }

  private static String howToGoOn(List<String> pages) {
    return pages.isEmpty()
        ? "running, Ctrl-C stops it"
        : "running, open %s in a browser, Ctrl-C stops it".formatted(String.join(" or ", pages));
  }

  private static Future<Void> deploy(
      Vertx vertx, RunConfig.Entry entry, Consumer<String> line, List<String> pages) {
    return vertx
        .deployVerticle(entry.name(), entry.options())
        .recover(
            failure ->
                Future.failedFuture(
                    new IllegalStateException(
                        "%s: cannot start %s: %s"
                            .formatted(entry.key(), entry.name(), text(failure)),
                        failure)))
        .map(
            id -> {
              List<DeployedEndpoint> endpoints = DeployedEndpoint.of(vertx, id);
              endpoints.stream()
                  .filter(endpoint -> !endpoint.isInternal())
                  .forEach(endpoint -> line.accept(endpoint.toString()));
              pages.addAll(pages(entry, endpoints));
              return null;
            });
  }

  private static List<String> pages(RunConfig.Entry entry, List<DeployedEndpoint> endpoints) {
    JsonArray names = entry.options().getConfig().getJsonArray("pages", new JsonArray());
    if (!entry.name().equals("scapro:web") || names.isEmpty()) {
      return List.of();
    }
    boolean onlyMonitor = names.stream().allMatch("monitor"::equals);
    return endpoints.stream()
        .map(
            endpoint ->
                endpoint.url().replaceFirst("//(0\\.0\\.0\\.0|\\[::]):", "//localhost:")
                    + (onlyMonitor ? "monitor" : ""))
        .toList();
  }

  private static String text(Throwable failure) {
    if (failure instanceof SpException known) {
      return known.text();
    }
    String message = failure.getMessage();
    return failure instanceof IllegalArgumentException && message != null
        ? message
        : failure.toString();
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private static void stop(Vertx vertx) {
    try {
      vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      System.err.println(
          "scapro: the verticles did not stop within %d s; exiting".formatted(STOP_SECONDS));
    }
  }
}
