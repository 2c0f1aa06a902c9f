package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.scapro.cli.run.RunConfig;
import io.scapro.manual.Page.Block;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JSON of the manual is a configuration that the program takes: below {@code <!-- run -->} a
 * file of {@code scapro run}, below {@code <!-- verticle NAME -->} the configuration of one
 * verticle. Each is compared with the schema, read as {@code scapro run} reads it, and deployed,
 * with other addresses: it binds free ports, and connects to nobody.
 */
@Timeout(30)
class DocumentedConfigurationTest {

  private static final String RUN = "run";
  private static final String VERTICLE = "verticle ";
  private static final Path DEPLOYED = Path.of("conf/deploy/service.json");

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Stream<Block> blocks() {
    return Page.manual().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals("json"));
  }

  /** A whole file of {@code scapro run}. */
  private static JsonObject file(Block block) {
    JsonObject json = new JsonObject(block.text());
    if (block.marker().equals(RUN)) {
      return json;
    }
    assertTrue(
        block.marker().startsWith(VERTICLE),
        () -> block + ": expected <!-- run --> or <!-- verticle scapro:… --> directly above");
    String name = block.marker().substring(VERTICLE.length());
    JsonObject verticle = new JsonObject().put("name", name).put("config", json);
    return new JsonObject().put("verticles", JsonArray.of(verticle));
  }

  private static List<String> errors(JsonObject file) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("conf/schema.json")));
    return schema.validate(file.encode(), InputFormat.JSON).stream()
        .map(ValidationMessage::toString)
        .toList();
  }

  /** Fails where the program does not take it. */
  private void run(JsonObject file) throws IOException {
    JsonObject local = (JsonObject) local(file, "");
    Path written = Files.writeString(folder.resolve("file.json"), local.encode());
    for (RunConfig.Entry entry : RunConfig.read(written).verticles()) {
      vertx.deployVerticle(entry.name(), entry.options()).await();
    }
  }

  /** A copy whose addresses exist on this machine, for {@code key} and what is inside. */
  private static Object local(Object value, String key) {
    if (value instanceof JsonObject object) {
      JsonObject copy = new JsonObject();
      for (Map.Entry<String, Object> each : object) {
        boolean binds = Set.of("bind", "connect").contains(each.getKey());
        copy.put(each.getKey(), local(each.getValue(), binds ? each.getKey() : key));
      }
      return copy;
    }
    if (value instanceof JsonArray list) {
      return new JsonArray(new ArrayList<>(list.stream().map(each -> local(each, key)).toList()));
    }
    return value instanceof String text ? localAddress(text, key) : value;
  }

  private static String localAddress(String text, String key) {
    if (!text.matches("[a-z+]+://.*") || text.startsWith("mounted://")) {
      return text;
    }
    if (text.startsWith("http://")) {
      return "http://127.0.0.1:0";
    }
    return key.equals("connect") ? "inproc://nobody" : "tcp://127.0.0.1:0";
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void isTakenByTheProgram(Block block) throws IOException {
    JsonObject file = file(block);
    assertEquals(List.of(), errors(file), block::toString);
    run(file);
    assertFalse(vertx.deploymentIDs().isEmpty());
  }

  static Stream<Block> verticles() {
    return blocks().filter(block -> block.marker().startsWith(VERTICLE));
  }

  /** The marker, which names the verticle too, is not shown. */
  @ParameterizedTest
  @MethodSource("verticles")
  void theTextAboveNamesTheVerticle(Block block) {
    String above =
        Page.of(block.file()).lines().stream()
            .limit(block.line() - 2L)
            .map(line -> line.text().strip())
            .filter(line -> !line.isEmpty())
            .reduce("", (before, line) -> line);
    String name = '`' + block.marker().substring(VERTICLE.length()) + '`';
    assertTrue(
        above.endsWith(":") && above.contains(name),
        () -> block + ": expected a line such as: The `config` of a " + name + ":");
  }

  @Test
  void theDeployedServiceIsTakenByTheProgram() throws IOException {
    JsonObject file = new JsonObject(Files.readString(DEPLOYED));
    assertEquals(List.of(), errors(file));
    run(file);
    assertFalse(vertx.deploymentIDs().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bind\": \"tcp://*:5555\", \"deliver\": \"a\", \"windw\": 1}",
        "{\"bind\": \"tcp://*:5555\", \"deliver\": \"a\", \"window\": \"1\"}",
        "{\"bind\": \"tcp://*:5555\", \"deliver\": \"a\", \"options\": {\"lnger\": 1}}",
        "{\"bind\": {\"url\": \"tcp://*:5555\", \"tcp\": {\"delay\": 1}}, \"deliver\": \"a\"}"
      })
  void findsWhatItLooksFor(String config) throws IOException {
    JsonObject file = file(new Block(Path.of("page"), 1, "json", VERTICLE + "scapro:pull", config));
    assertFalse(errors(file).isEmpty(), config);
    assertThrows(IllegalArgumentException.class, () -> run(file));
  }
}
