package io.scapro.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.scapro.EndpointOptions;
import io.scapro.Options;
import io.scapro.SocketOptions;
import io.scapro.cluster.ClusterConfig;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.StarOptions;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.spi.Protocol;
import io.scapro.suite.Await;
import io.scapro.transport.ClusterOptions;
import io.scapro.transport.IpcOptions;
import io.scapro.transport.TcpOptions;
import io.scapro.transport.TlsOptions;
import io.scapro.transport.WebSocketOptions;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of configuration files, against what the program takes. */
class SchemaTest {

  private static final Path FILE = Path.of("conf", "schema.json");
  private static final JsonObject TEXT = read();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(TEXT.encode());
  private static final Vertx VERTX = Vertx.vertx();

  /** Neither a number, nor a text, nor an object, nor a list of one of them. */
  private static final Object NONSENSE = JsonArray.of(JsonArray.of(JsonArray.of()));

  @AfterAll
  static void close() {
    Await.result(VERTX.close());
  }

  private static JsonObject read() {
    try {
      return new JsonObject(Files.readString(FILE));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject definition(String name) {
    return TEXT.getJsonObject("$defs").getJsonObject(name);
  }

  private static JsonObject properties(String definition) {
    return definition(definition).getJsonObject("properties");
  }

  private static Set<String> errors(JsonObject file) {
    Set<String> result = new TreeSet<>();
    for (ValidationMessage each : SCHEMA.validate(file.encode(), InputFormat.JSON)) {
      result.add(each.toString());
    }
    return result;
  }

  private static JsonObject file(String kind, JsonObject config) {
    JsonObject verticle = new JsonObject().put("name", "scapro:" + kind).put("config", config);
    return new JsonObject().put("verticles", JsonArray.of(verticle));
  }

  /** Why the program refuses {@code config}; empty: it takes it. */
  private static String refusal(String kind, JsonObject config) {
    return Await.result(
        VERTX
            .deployVerticle("scapro:" + kind, new DeploymentOptions().setConfig(config))
            .compose(VERTX::undeploy)
            .transform(
                ended ->
                    Future.succeededFuture(
                        ended.succeeded() ? "" : String.valueOf(ended.cause().getMessage()))));
  }

  private static void assertAgreed(String kind, JsonObject config) {
    Set<String> errors = errors(file(kind, config));
    String refusal = refusal(kind, config);
    assertEquals(
        errors.isEmpty(),
        refusal.isEmpty(),
        () ->
            "%s %s%nthe schema says %s%nthe program says %s"
                .formatted(kind, config, errors, refusal));
  }

  static Stream<String> kinds() {
    return definition("verticle").getJsonArray("allOf").stream()
        .map(each -> ((JsonObject) each).getJsonObject("if").getJsonObject("properties"))
        .map(each -> each.getJsonObject("name").getString("const").substring("scapro:".length()));
  }

  /** What is enough for a verticle of each kind. */
  private static JsonObject least(String kind) {
    return switch (kind) {
      case "health", "web" -> new JsonObject();
      case "monitor" -> new JsonObject().put("bind", "inproc://a");
      case "device" ->
          new JsonObject()
              .put("front", new JsonObject().put("protocol", "bus").put("bind", "inproc://a"));
      case "sub" -> receiving().put("subscribe", "");
      case "pull", "rep", "respondent" -> receiving();
      default -> new JsonObject().put("bind", "inproc://a").put("address", "a");
    };
  }

  private static JsonObject receiving() {
    return new JsonObject().put("bind", "inproc://a").put("deliver", "b");
  }

  /** A value that the schema gives as an example. */
  private static Object sample(String kind, String key) {
    JsonObject property = properties(kind).getJsonObject(key);
    if (property.containsKey("examples")) {
      return property.getJsonArray("examples").getValue(0);
    }
    return property.containsKey("default")
        ? property.getValue("default")
        : new JsonObject().put("protocol", "bus").put("bind", "inproc://c");
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("conf"))) {
      return all
          .filter(each -> each.toString().endsWith(".json") && !each.equals(FILE))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void permitsEveryExample(Path file) throws IOException {
    assertEquals(Set.of(), errors(new JsonObject(Files.readString(file))));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void permitsWhatIsEnough(String kind) {
    assertEquals(Set.of(), errors(file(kind, least(kind))));
    assertEquals("", refusal(kind, kind.equals("web") ? anyPort() : least(kind)));
  }

  private static JsonObject anyPort() {
    return new JsonObject().put("bind", "http://127.0.0.1:0");
  }

  static Stream<Arguments> keys() {
    return kinds()
        .flatMap(
            kind -> properties(kind).fieldNames().stream().map(key -> Arguments.of(kind, key)));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void agreesAboutEveryKey(String kind, String key) {
    JsonObject config = kind.equals("web") ? anyPort() : least(kind);
    if (key.equals("bridge")) {
      config.remove("address");
      config.remove("deliver");
    }
    if (!(kind.equals("web") && key.equals("bind"))) {
      config.put(key, sample(kind, key));
    }
    assertEquals(Set.of(), errors(file(kind, config)), config::encode);
    assertEquals("", refusal(kind, config), config::encode);
    if (!key.equals("failureBody")) { // which may be anything
      assertAgreedRefusal(kind, config.copy().put(key, NONSENSE));
    }
  }

  private static void assertAgreedRefusal(String kind, JsonObject config) {
    assertAgreed(kind, config);
    assertTrue(!errors(file(kind, config)).isEmpty(), config::encode);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void agreesAboutKeysOfOthersAndOfNobody(String kind) {
    Set<String> all = new TreeSet<>(Set.of("adress", "instances", "name"));
    kinds().forEach(each -> all.addAll(properties(each).fieldNames()));
    all.removeAll(properties(kind).fieldNames());
    for (String key : all) {
      assertAgreedRefusal(kind, least(kind).put(key, "x"));
    }
  }

  @Test
  void hasEveryProtocol() {
    Set<String> missing = new TreeSet<>();
    Protocol.all().forEach(protocol -> missing.add(protocol.name()));
    kinds().forEach(missing::remove);
    assertEquals(Set.of(), missing, "protocols without a verticle in the schema");
  }

  /** The program lists its keys where none is near. */
  @Test
  void knowsEveryKeyOfTheProgram() {
    Set<String> known = new TreeSet<>();
    kinds()
        .filter(kind -> Protocol.all().stream().anyMatch(p -> p.name().equals(kind)))
        .forEach(kind -> known.addAll(properties(kind).fieldNames()));
    String refusal = refusal("pair", least("pair").put("zzzzzzzzzzzzzzzz", 1));
    String list = refusal.substring(refusal.indexOf("one of ") + "one of ".length());
    assertEquals(known, new TreeSet<>(List.of(list.split(", "))));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void agreesAboutWhatMustBeThere(String kind) {
    JsonObject least = least(kind);
    List<String> keys = new ArrayList<>(least.fieldNames());
    for (String key : keys) {
      JsonObject without = least.copy();
      without.remove(key);
      assertAgreed(kind, without);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bind\":[\"inproc://a\",{\"url\":\"inproc://b\",\"maxPipes\":1}],\"address\":\"a\"}",
        "{\"bind\":{\"maxPipes\":1},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"maxPipe\":1},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"maxPipes\":0},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"tls\":{\"engine\":\"none\"}},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"ipc\":{\"mode\":\"899\"}},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"ipc\":{\"mode\":\"660\"}},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"ipcMode\":\"660\"},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"tcp\":{\"noDelay\":1}},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"tls\":{\"keys\":[\"a.pem\"]}},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"tls\":{\"keys\":[\"-----BEGIN\"]}},\"address\":\"a\"}",
        "{\"bind\":{\"url\":\"inproc://a\",\"tls\":{\"keyStore\":\"a\\nb\"}},\"address\":\"a\"}",
        "{\"bind\":\"inproc://a\",\"address\":\"a\",\"options\":{\"linger\":\"2s\"}}",
        "{\"bind\":\"inproc://a\",\"address\":\"a\",\"options\":{\"linger\":\"soon\"}}",
        "{\"bind\":\"inproc://a\",\"address\":\"a\",\"options\":{\"linger\":\"forever\"}}",
        "{\"bind\":\"inproc://a\",\"address\":\"a\",\"options\":{\"sendBuffer\":0}}",
        "{\"bind\":\"inproc://a\",\"address\":\"a\",\"options\":{\"ttl\":256}}",
        "{\"bind\":\"inproc://a\",\"address\":\"a\",\"options\":{\"preferNew\":true}}",
        "{\"bind\":\"inproc://a\",\"address\":\"a\",\"options\":{\"endpoint\":{\"shared\":1}}}",
        "{\"bind\":\"inproc://a\",\"address\":\"a\",\"queue\":0}",
        "{\"bind\":\"inproc://a\",\"address\":\"a\",\"ack\":\"maybe\"}",
        "{\"bind\":\"inproc://a\",\"deliver\":\"a\"}",
        "{\"bind\":\"inproc://a\",\"bridge\":{}}",
        "{\"bind\":\"inproc://a\",\"bridge\":{\"inbound\":[{\"address\":\"a\",\"addressRegex\":\"b\"}]}}",
        "{\"bind\":\"inproc://a\",\"bridge\":{\"outbound\":[{\"addressRegex\":\"b\"}]}}",
        "{\"bind\":\"inproc://a\",\"bridge\":{\"outbound\":{\"address\":\"b\"}},\"address\":\"a\"}"
      })
  void agreesAboutWhatIsInside(String config) {
    assertAgreed("pair", new JsonObject(config));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"options", "reqOptions", "surveyorOptions", "endpoint", "tls", "clusterEndpoint"})
  void agreesHowLongAndHowManyAnythingMayBe(String definition) {
    JsonObject properties = properties(definition);
    for (String name : properties.fieldNames()) {
      JsonObject property = properties.getJsonObject(name);
      if (property.getValue("default") instanceof Number) {
        for (Object value :
            new Object[] {-1, 0, 1, 17, 256, "forever", "0s", "0.5s", "1 m", "1d"}) {
          assertAgreed(kindWith(definition), with(definition, name, value));
        }
      }
    }
  }

  private static String kindWith(String definition) {
    return definition.startsWith("req") || definition.startsWith("surveyor")
        ? definition.replace("Options", "")
        : "pair";
  }

  private static JsonObject with(String definition, String name, Object value) {
    JsonObject option = new JsonObject().put(name, value);
    JsonObject nested =
        switch (definition) {
          case "endpoint" -> new JsonObject().put("endpoint", option);
          case "tls" -> endpoint("tls", option);
          case "clusterEndpoint" -> endpoint("cluster", option);
          default -> option;
        };
    return least(kindWith(definition)).put("options", nested);
  }

  private static JsonObject endpoint(String key, JsonObject options) {
    return new JsonObject().put("endpoint", new JsonObject().put(key, options));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"verticles\":[]}",
        "{\"verticles\":[{}]}",
        "{\"verticles\":[{\"name\":\"\"}]}",
        "{\"verticles\":[{\"name\":\"a.B\"}]}",
        "{\"verticles\":[{\"name\":\"a.B\",\"instances\":0}]}",
        "{\"verticles\":[{\"name\":\"a.B\",\"worker\":1}]}",
        "{\"verticles\":[{\"name\":\"a.B\",\"config\":1}]}",
        "{\"verticles\":[{\"name\":\"a.B\",\"conf\":{}}]}",
        "{\"verticles\":[{\"name\":\"a.B\"}],\"$schema\":\"schema.json\"}",
        "{\"verticles\":[{\"name\":\"a.B\"}],\"cluster\":true}",
        "{\"verticles\":[{\"name\":\"a.B\"}],\"cluster\":{\"port\":0}}",
        "{\"verticles\":[{\"name\":\"a.B\"}],\"cluster\":{\"nam\":\"x\"}}",
        "{\"verticles\":[{\"name\":\"a.B\"}],\"cluster\":\"yes\"}",
        "{\"verticles\":[{\"name\":\"a.B\"}],\"vertx\":[]}",
        "{\"verticles\":[{\"name\":\"a.B\"}],\"vertx\":{\"workerPoolSize\":1}}",
        "{\"verticles\":[{\"name\":\"a.B\"}],\"vertx\":{\"workerPolSize\":1}}",
        "{\"verticle\":[{\"name\":\"a.B\"}]}"
      })
  void agreesAboutTheWholeFile(String file) throws IOException {
    Path written = Files.writeString(Files.createTempFile("conf", ".json"), file);
    String refusal = "";
    try {
      RunConfig.read(written);
    } catch (IllegalArgumentException e) {
      refusal = e.getMessage();
    } finally {
      Files.delete(written);
    }
    Set<String> errors = errors(new JsonObject(file));
    assertEquals(errors.isEmpty(), refusal.isEmpty(), refusal + errors);
  }

  @Test
  void knowsEveryOptionOfVertx() {
    JsonObject vertx = TEXT.getJsonObject("properties").getJsonObject("vertx");
    JsonArray names = vertx.getJsonObject("propertyNames").getJsonArray("enum");
    assertEquals(VertxJson.KEYS, new TreeSet<>(names.stream().map(String.class::cast).toList()));
  }

  static Stream<Arguments> options() {
    return Stream.of(
        Arguments.of("options", new SocketOptions()),
        Arguments.of("reqOptions", new ReqOptions()),
        Arguments.of("subOptions", new SubOptions()),
        Arguments.of("surveyorOptions", new SurveyorOptions()),
        Arguments.of("pair1Options", new Pair1Options()),
        Arguments.of("starOptions", new StarOptions()),
        Arguments.of("endpoint", new EndpointOptions()),
        Arguments.of("tcp", new TcpOptions()),
        Arguments.of("ipc", new IpcOptions()),
        Arguments.of("tls", new TlsOptions()),
        Arguments.of("webSocket", new WebSocketOptions()),
        Arguments.of("clusterEndpoint", new ClusterOptions()));
  }

  /** Names, types, ranges and defaults. */
  @ParameterizedTest
  @MethodSource("options")
  void agreesWithTheSchemaOfOptions(String definition, Options<?> real) {
    assertEquals(withoutForeign(real.schema()), bare(definition(definition)));
  }

  /** An address with options has those of an endpoint. */
  @Test
  void agreesWithTheSchemaOfOptionsOfAnAddress() {
    JsonObject withOptions = definition("address").getJsonArray("anyOf").getJsonObject(1);
    JsonObject properties = bare(withOptions).getJsonObject("properties");
    assertEquals(new JsonObject().put("type", "string"), properties.remove("url"));
    JsonObject real = withoutForeign(new EndpointOptions().schema());
    assertEquals(real.getJsonObject("properties"), properties);
  }

  /** Without the transport of the tests, which the file does not know. */
  private static JsonObject withoutForeign(JsonObject schema) {
    JsonObject result = schema.copy();
    JsonObject properties = result.getJsonObject("properties");
    properties.remove("foreign");
    if (properties.containsKey("endpoint")) {
      properties.put("endpoint", withoutForeign(properties.getJsonObject("endpoint")));
    }
    return result;
  }

  /** {@code schema} with what it refers to, and without texts for people. */
  private static JsonObject bare(JsonObject schema) {
    JsonObject result = new JsonObject();
    if (schema.containsKey("$ref")) {
      result.mergeIn(bare(resolved(schema.getString("$ref"))));
    }
    for (Map.Entry<String, Object> each : schema) {
      switch (each.getKey()) {
        case "$ref", "description", "examples" -> {}
        case "properties" -> result.put("properties", bareProperties((JsonObject) each.getValue()));
        default -> result.put(each.getKey(), bareValue(each.getValue()));
      }
    }
    return result;
  }

  /** A property may be called as a keyword is. */
  private static JsonObject bareProperties(JsonObject properties) {
    JsonObject result = new JsonObject();
    properties.forEach(p -> result.put(p.getKey(), bare((JsonObject) p.getValue())));
    return result;
  }

  private static Object bareValue(Object value) {
    if (value instanceof JsonArray list) {
      return new JsonArray(list.stream().map(SchemaTest::bareValue).toList());
    }
    return value instanceof JsonObject object ? bare(object) : value;
  }

  private static JsonObject resolved(String reference) {
    JsonObject result = TEXT;
    for (String step : reference.substring("#/".length()).split("/")) {
      result = result.getJsonObject(step);
    }
    return result;
  }

  /** Names and defaults. */
  @Test
  void agreesAboutTheOptionsOfANode() {
    JsonObject real = new ClusterConfig().toJson();
    JsonObject documented = properties("node");
    assertEquals(real.fieldNames(), documented.fieldNames());
    for (String name : real.fieldNames()) {
      assertEquals(
          new JsonObject().put(name, real.getValue(name)).encode(),
          new JsonObject().put(name, documented.getJsonObject(name).getValue("default")).encode());
    }
  }
}
