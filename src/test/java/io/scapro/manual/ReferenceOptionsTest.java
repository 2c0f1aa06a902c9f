package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.scapro.CommonOptions;
import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.TransportOptions;
import io.scapro.manual.Page.Heading;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/reference/options.md} has every option, with its default, and no other. */
class ReferenceOptionsTest {

  private static final Page PAGE = Page.of("docs/reference/options.md");
  private static final String NAME = "JSON name";
  private static final Set<String> WITHOUT_TRANSPORT =
      Set.of("Every socket", "One protocol", "Every endpoint");
  private static final Pattern DURATION = Pattern.compile("(\\d+) (ms|s)");

  /** The JSON of a default as the page writes it. */
  private static String json(String documented) {
    Matcher duration = DURATION.matcher(documented);
    if (duration.matches()) {
      return duration.group(1) + (duration.group(2).equals("s") ? "000" : "");
    }
    if (documented.startsWith("`")) {
      String code = Page.codes(documented).get(0);
      return code.equals("{}") || code.equals("[]") ? code : Json.encode(code);
    }
    return switch (documented) {
      case "no limit" -> "-1";
      case "empty" -> "\"\"";
      default -> documented;
    };
  }

  /** Name and default of the options in a section. */
  private static Map<String, String> documented(String heading) {
    Table table = PAGE.tables(heading).get(0);
    Map<String, String> result = new TreeMap<>();
    for (List<String> row : table.rows()) {
      String name = Page.codes(table.cell(row, NAME)).get(0);
      result.put(name, json(table.cell(row, "default")));
    }
    return result;
  }

  private static Map<String, String> real(JsonObject options) {
    Map<String, String> result = new TreeMap<>();
    options.forEach(option -> result.put(option.getKey(), Json.encode(option.getValue())));
    return result;
  }

  private static List<TransportOptions<?>> registered() {
    List<TransportOptions<?>> result = new ArrayList<>();
    for (TransportOptions<?> each : ServiceLoader.load(TransportOptions.class)) {
      result.add(each);
    }
    return result;
  }

  /** The options of transports that are part of the library. */
  static Stream<TransportOptions<?>> transports() {
    return registered().stream()
        .filter(each -> each.getClass().getPackageName().equals("io.scapro.transport"));
  }

  @Test
  void hasTheOptionsOfEverySocket() {
    Map<String, String> real = real(new SocketOptions().toJson());
    real.put("endpoint", "{}"); // its options have tables of their own
    assertEquals(real, documented("Every socket"));
  }

  @Test
  void hasTheOptionsOfEveryEndpoint() {
    Map<String, String> real = real(new EndpointOptions().toJson());
    registered().forEach(each -> real.remove(each.key()));
    assertEquals(real, documented("Every endpoint"));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void hasTheOptionsOfATransport(TransportOptions<?> options) {
    assertEquals(real(options.toJson()), documented(options.key()));
  }

  @Test
  void hasASectionForEachTransport() {
    Set<String> real = new TreeSet<>(WITHOUT_TRANSPORT);
    transports().forEach(each -> real.add(each.key()));
    Set<String> documented = new TreeSet<>();
    PAGE.headings().stream()
        .filter(heading -> heading.level() == 2)
        .map(Heading::text)
        .forEach(documented::add);
    assertEquals(real, documented);
  }

  @Test
  void hasTheOptionsOfEachProtocol() throws ReflectiveOperationException {
    Set<String> real = new TreeSet<>();
    Set<String> common = new SocketOptions().toJson().fieldNames();
    for (JavaClass each : new ClassFileImporter().importPackages("io.scapro.protocol")) {
      if (each.isAssignableTo(CommonOptions.class)
          && !each.getModifiers().contains(JavaModifier.ABSTRACT)) {
        CommonOptions<?> options =
            (CommonOptions<?>) each.reflect().getDeclaredConstructor().newInstance();
        real(options.toJson())
            .forEach(
                (name, value) -> {
                  if (!common.contains(name)) {
                    real.add(each.getSimpleName() + " " + name + " " + value);
                  }
                });
      }
    }
    Table table = PAGE.tables("One protocol").get(0);
    Set<String> documented = new TreeSet<>();
    for (List<String> row : table.rows()) {
      String type = Page.codes(table.cell(row, "class")).get(0);
      String name = Page.codes(table.cell(row, NAME)).get(0);
      documented.add(type + " " + name + " " + json(table.cell(row, "default")));
    }
    assertEquals(real, documented);
  }

  @ParameterizedTest
  @CsvSource({"100 ms, 100", "5 s, 5000", "`retry`, '\"retry\"'", "`[]`, []", "no limit, -1"})
  void readsDefaults(String documented, String json) {
    assertEquals(json, json(documented));
  }
}
