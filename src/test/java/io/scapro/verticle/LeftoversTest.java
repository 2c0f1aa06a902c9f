package io.scapro.verticle;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scapro.OpenSockets;
import io.scapro.Socket;
import io.scapro.metrics.SocketMeters;
import io.scapro.spi.Protocol;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.LocalMap;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of a verticle outlives it: what can be counted is as before, however often it came. */
@Timeout(120)
class LeftoversTest {

  private static final int OFTEN = 100;

  /** The first ones start threads and register what a Vertx has once. */
  private static final int FIRST = 5;

  /** Fewer than the deployments, more than what other tests' threads and files may differ by. */
  private static final long SOME = OFTEN / 2;

  private static final Path FILES = Path.of("/proc/self/fd");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Vertx vertx;

  @BeforeEach
  void open() {
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2));
  }

  @AfterEach
  void close() {
    result(vertx.close());
  }

  static Stream<String> kinds() {
    return Stream.concat(
        Protocol.all().stream().map(Protocol::name),
        Stream.of("device", "monitor", "web", "health"));
  }

  private static JsonObject config(String kind, String url) {
    JsonObject config = new JsonObject().put("bind", url);
    return switch (kind) {
      case "monitor" -> config;
      case "health" -> new JsonObject();
      case "web" -> new JsonObject().put("bind", "http://127.0.0.1:0");
      case "device" ->
          new JsonObject()
              .put("front", new JsonObject().put("protocol", "rep").put("bind", url))
              .put("back", new JsonObject().put("connect", url.replace(":0", ":9")));
      case "sub" -> config.put("deliver", "in").put("subscribe", "");
      case "pull" -> config.put("deliver", "in").put("ack", "credit");
      case "rep", "respondent" -> config.put("deliver", "in");
      default -> config.put("address", "out");
    };
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothingIsLeftOf(String kind) throws Exception {
    JsonArray urls = new JsonArray().add("tcp://127.0.0.1:0").add("ws://127.0.0.1:0/left");
    urls.add("inproc://left").add("eventbus://left").add("mounted://left");
    for (int i = 0; i < FIRST; i++) {
      comeAndGo(kind, urls);
    }
    Map<String, Long> before = counted();
    long filesBefore = files();
    long threadsBefore = Thread.getAllStackTraces().size();
    for (int i = 0; i < OFTEN; i++) {
      comeAndGo(kind, urls);
    }
    assertEquals(before, counted());
    assertEquals(0, registry.getMeters().size());
    assertTrue(files() - filesBefore < SOME, "open files grew by " + (files() - filesBefore));
    long threads = Thread.getAllStackTraces().size() - threadsBefore;
    assertTrue(threads < SOME, "threads grew by " + threads);
  }

  private void comeAndGo(String kind, JsonArray urls) {
    JsonObject config = config(kind, urls.getString(0));
    if (config.getValue("bind") instanceof String && !kind.equals("web")) {
      config.put("bind", urls);
    }
    String id =
        result(vertx.deployVerticle("scapro:" + kind, new DeploymentOptions().setConfig(config)));
    for (Socket socket : OpenSockets.of(vertx)) {
      result(SocketMeters.bind(vertx, registry, socket, Duration.ofMinutes(1)));
    }
    Socket peer = peer(kind);
    DeployedEndpoint.of(vertx, id).stream()
        .filter(at -> at.bound() && at.url().startsWith("tcp"))
        .forEach(at -> result(result(peer.connect(at.url())).connected()));
    result(vertx.undeploy(id));
    result(peer.close());
  }

  private Socket peer(String kind) {
    String protocol =
        switch (kind) {
          case "device" -> "rep";
          case "monitor", "web", "health" -> "pub";
          default -> kind;
        };
    String other = Protocol.of(protocol).identity().peerName();
    return Protocol.of(other).open(vertx, new JsonObject());
  }

  private static long files() throws IOException {
    if (!Files.isDirectory(FILES)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(FILES)) {
      return all.count();
    }
  }

  /** What this Vertx, and the registry of meters, have registered. */
  private Map<String, Long> counted() throws ReflectiveOperationException {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("meters", (long) registry.getMeters().size());
    Map<?, ?> addresses = (Map<?, ?>) field(vertx.eventBus(), "handlerMap");
    counts.put("event-bus addresses", (long) addresses.size());
    counts.put("timers", (long) ((Map<?, ?>) field(vertx, "timeouts")).size());
    counts.put("servers", (long) ((Map<?, ?>) field(vertx, "sharedNetServers")).size());
    Object closeFuture = field(vertx, "closeFuture");
    synchronized (closeFuture) {
      Map<?, ?> hooks = (Map<?, ?>) field(closeFuture, "children");
      counts.put("close hooks", hooks == null ? 0L : hooks.size());
    }
    Map<?, ?> maps = (Map<?, ?>) field(vertx.sharedData(), "localMaps");
    maps.forEach((name, map) -> counts.put("map " + name, (long) ((LocalMap<?, ?>) map).size()));
    return counts;
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (Field each : type.getDeclaredFields()) {
        if (each.getName().equals(name)) {
          each.setAccessible(true);
          return each.get(of);
        }
      }
    }
    throw new NoSuchFieldException(name + " of " + of.getClass());
  }
}
