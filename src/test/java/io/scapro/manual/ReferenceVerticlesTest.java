package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.manual.Page.Heading;
import io.scapro.spi.Protocol;
import io.scapro.verticle.VerticleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code docs/reference/verticle-config.md} has every verticle and every key, and no other. The
 * keys are those of {@code conf/schema.json}, which {@code SchemaTest} compares with the program.
 */
class ReferenceVerticlesTest {

  private static final Page PAGE = Page.of("docs/reference/verticle-config.md");
  private static final String PREFIX = "scapro:";
  private static final JsonObject SCHEMA = schema();

  private static JsonObject schema() {
    try {
      return new JsonObject(Files.readString(Path.of("conf/schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject definition(String name) {
    return SCHEMA.getJsonObject("$defs").getJsonObject(name);
  }

  private static Set<String> keys(String definition) {
    return new TreeSet<>(definition(definition).getJsonObject("properties").fieldNames());
  }

  private static Set<String> verticles() {
    JsonArray names =
        definition("verticle")
            .getJsonObject("properties")
            .getJsonObject("name")
            .getJsonArray("anyOf")
            .getJsonObject(0)
            .getJsonArray("enum");
    return names.stream().map(String.class::cast).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> protocols() {
    return Protocol.all().stream()
        .map(Protocol::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> documented(String heading, int table) {
    return new TreeSet<>(PAGE.tables(heading).get(table).codes("key"));
  }

  @Test
  void hasEveryVerticle() {
    Set<String> documented =
        PAGE.headings().stream()
            .map(Heading::text)
            .filter(text -> text.startsWith(PREFIX))
            .collect(Collectors.toCollection(TreeSet::new));
    String sockets =
        PAGE.section("Sockets").stream()
            .filter(line -> line.startsWith("`"))
            .findFirst()
            .orElseThrow();
    for (String name : Page.codes(sockets)) {
      documented.add(name.startsWith(PREFIX) ? name : PREFIX + name);
    }
    assertEquals(verticles(), documented);
  }

  @Test
  void hasTheKeysOfAFile() {
    String heading = "A file of scapro run";
    assertEquals(
        new TreeSet<>(SCHEMA.getJsonObject("properties").fieldNames()), documented(heading, 0));
    assertEquals(keys("verticle"), documented(heading, 1));
    assertEquals(keys("node"), documented(heading, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "monitor", "health", "web"})
  void hasTheKeysOfAVerticle(String kind) {
    assertEquals(keys(kind), documented(PREFIX + kind, 0));
  }

  @Test
  void hasTheKeysOfASideOfADevice() {
    Table table = PAGE.tables("scapro:device").get(0);
    String front = table.cell(table.rows().get(0), "meaning");
    assertEquals(keys("side"), new TreeSet<>(Page.codes(front)));
  }

  /** Which sockets have which key. */
  @Test
  void hasTheKeysOfEverySocket() {
    Map<String, Set<String>> real = new TreeMap<>();
    for (String protocol : protocols()) {
      keys(protocol)
          .forEach(key -> real.computeIfAbsent(key, each -> new TreeSet<>()).add(protocol));
    }
    Table table = PAGE.tables("Sockets").get(0);
    Map<String, Set<String>> documented = new TreeMap<>();
    for (List<String> row : table.rows()) {
      for (String key : Page.codes(table.cell(row, "key"))) {
        documented.put(key, sockets(table.cell(row, "of"), documented));
      }
    }
    assertEquals(real, documented);
  }

  /** The sockets that a cell names; {@code before} has those of the keys above. */
  private static Set<String> sockets(String cell, Map<String, Set<String>> before) {
    Set<String> result = new TreeSet<>();
    for (String part : cell.split(";")[0].split(", and |, ")) {
      if (part.equals("all")) {
        result.addAll(protocols());
      } else if (part.startsWith("all except ")) {
        result.addAll(protocols());
        result.remove(part.substring("all except ".length()));
      } else if (part.startsWith("as ") || part.startsWith("all with ")) {
        result.addAll(before.get(Page.codes(part).get(0)));
      } else {
        assertTrue(protocols().contains(part), () -> "expected a protocol, got " + part);
        result.add(part);
      }
    }
    return result;
  }

  @Test
  void hasTheKeysOfABridge() {
    assertEquals(keys("bridge"), documented("Sockets", 1));
  }

  @Test
  void hasTheHeaders() throws IllegalAccessException {
    Set<String> real = new TreeSet<>();
    for (Field field : VerticleConfig.class.getFields()) {
      real.add((String) field.get(null));
    }
    Table table = PAGE.tables("Headers on the event bus").get(0);
    assertEquals(real, new TreeSet<>(table.codes("header")));
  }
}
