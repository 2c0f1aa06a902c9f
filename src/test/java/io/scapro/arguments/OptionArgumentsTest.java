package io.scapro.arguments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Durations;
import io.scapro.EndpointOptions;
import io.scapro.Options;
import io.scapro.SocketOptions;
import io.scapro.cluster.ClusterConfig;
import io.scapro.protocol.AnswerOptions;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.StarOptions;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.transport.ClusterOptions;
import io.scapro.transport.IpcOptions;
import io.scapro.transport.TcpOptions;
import io.scapro.transport.TlsOptions;
import io.scapro.transport.WebSocketOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every option of every options class refuses values of another kind or out of its range, by its
 * setter and in JSON, in the words that its schema has; the options are unchanged then.
 */
class OptionArgumentsTest {

  private static final List<Supplier<? extends Options<?>>> ALL =
      List.of(
          SocketOptions::new,
          Pair1Options::new,
          ReqOptions::new,
          StarOptions::new,
          SubOptions::new,
          SurveyorOptions::new,
          AnswerOptions::new,
          EndpointOptions::new,
          ClusterOptions::new,
          IpcOptions::new,
          TcpOptions::new,
          TlsOptions::new,
          WebSocketOptions::new);

  private static final Map<Object, String> FOUND = found();

  private final List<String> wrong = new ArrayList<>();
  private int options;
  private int refusals;

  private static Map<Object, String> found() {
    return Map.of(
        "128",
        "the string \"128\"",
        "",
        "the string \"\"",
        true,
        "true",
        7,
        "the number 7",
        new JsonObject().put("x", 1),
        "an object",
        JsonArray.of(1),
        "an array");
  }

  @Test
  void refuseOtherTypesInJson() {
    for (Supplier<? extends Options<?>> each : ALL) {
      for (Map.Entry<String, Object> option : properties(each.get())) {
        options++;
        JsonObject schema = (JsonObject) option.getValue();
        for (Object value : FOUND.keySet()) {
          if (!isOfType(schema, value)) {
            refused(each, option.getKey(), value, "got " + FOUND.get(value));
          }
        }
        refused(each, option.getKey(), null, "got null");
      }
    }
    finish("types in JSON");
  }

  @Test
  void refuseValuesOutOfRangeInJson() {
    for (Supplier<? extends Options<?>> each : ALL) {
      for (Map.Entry<String, Object> option : properties(each.get())) {
        options++;
        JsonObject schema = (JsonObject) option.getValue();
        for (Object value : outOfRange(schema)) {
          refused(each, option.getKey(), value, "got ");
        }
      }
    }
    finish("ranges in JSON");
  }

  @Test
  void acceptTheEndsOfTheRange() {
    for (Supplier<? extends Options<?>> each : ALL) {
      for (Map.Entry<String, Object> option : properties(each.get())) {
        JsonObject number = number((JsonObject) option.getValue());
        if (number != null) {
          options++;
          each.get().setAll(new JsonObject().put(option.getKey(), number.getValue("minimum")));
          each.get().setAll(new JsonObject().put(option.getKey(), number.getValue("maximum")));
        }
      }
    }
    assertTrue(options > 70, "expected the options with numbers, got " + options);
  }

  private static JsonObject properties(Options<?> options) {
    return options.schema().getJsonObject("properties");
  }

  private static boolean isOfType(JsonObject schema, Object value) {
    if (schema.containsKey("enum")) {
      return false;
    }
    if (schema.containsKey("anyOf")) { // a duration
      return value instanceof Number;
    }
    return switch (schema.getString("type")) {
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Number;
      case "array" -> false; // of numbers
      default -> false; // with a key that is none
    };
  }

  /** The schema of the numbers that an option takes; null: it takes none. */
  private static @Nullable JsonObject number(JsonObject schema) {
    if (schema.containsKey("anyOf")) {
      return schema.getJsonArray("anyOf").getJsonObject(0);
    }
    return "integer".equals(schema.getString("type")) ? schema : null;
  }

  private static List<Object> outOfRange(JsonObject schema) {
    JsonObject number = number(schema);
    if (number == null) {
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    values.add(number.getLong("minimum") - 1);
    values.add(number.getLong("maximum") + 1);
    values.addAll(
        List.of(-5, 1.5, Double.NaN, Double.POSITIVE_INFINITY, Long.MAX_VALUE, Long.MIN_VALUE));
    if (schema.containsKey("anyOf")) {
      values.addAll(
          List.of("1.5ms", "0.0005s", "-3s", "99999999999999999999h", "5", "1 day", "", "NaN"));
    }
    return values;
  }

  private void refused(
      Supplier<? extends Options<?>> create, String key, Object value, String got) {
    refusals++;
    Options<?> options = create.get();
    JsonObject before = options.toJson();
    JsonObject json = new JsonObject().put(other(options, key), true).put(key, value);
    String refusal = "nothing";
    try {
      options.setAll(json);
    } catch (IllegalArgumentException e) {
      refusal = e.getMessage();
    }
    boolean isGood =
        refusal.startsWith(key + ": expected ")
                && (refusal.contains(got) || refusal.matches(".* files?\\b.*, got a [a-z]+"))
            || value instanceof JsonObject && refusal.startsWith(key) // goes into the object
            || value instanceof JsonArray && refusal.startsWith(key + ": expected ");
    if (!isGood || !before.equals(options.toJson())) {
      wrong.add("%s with %s: %s%n".formatted(options.getClass().getSimpleName(), json, refusal));
    }
  }

  /** Another option, that is set before and must not stay set; a key twice is once. */
  private static String other(Options<?> options, String key) {
    return properties(options).stream()
        .filter(each -> "boolean".equals(((JsonObject) each.getValue()).getString("type")))
        .map(Map.Entry::getKey)
        .filter(name -> !name.equals(key))
        .findFirst()
        .orElse(key);
  }

  @Test
  void settersRefuseTheSame() throws ReflectiveOperationException {
    for (Supplier<? extends Options<?>> each : ALL) {
      Options<?> options = each.get();
      for (Map.Entry<String, Object> option : properties(options)) {
        Optional<Method> setter = setter(options, option.getKey());
        if (setter.isPresent()) {
          this.options++;
          for (Object value : unusable(setter.get(), (JsonObject) option.getValue())) {
            setterRefuses(options, setter.get(), option.getKey(), value);
          }
        }
      }
    }
    finish("setters");
  }

  private static Optional<Method> setter(Options<?> options, String key) {
    String name = "set" + Character.toUpperCase(key.charAt(0)) + key.substring(1);
    Optional<Method> setter =
        Stream.of(options.getClass().getMethods())
            .filter(method -> method.getName().equals(name) && !method.isBridge())
            .findFirst();
    boolean isTransport = options instanceof EndpointOptions && setter.isEmpty(); // with(options)
    assertTrue(setter.isPresent() || isTransport, options.getClass() + "." + name + " is missing");
    return setter;
  }

  private static List<Object> unusable(Method setter, JsonObject schema) {
    Class<?> type = setter.getParameterTypes()[0];
    if (type == boolean.class) {
      return List.of();
    }
    if (type == int.class) {
      return Stream.of(schema.getLong("minimum") - 1, schema.getLong("maximum") + 1)
          .filter(value -> value == value.intValue())
          .<Object>map(Long::intValue)
          .toList();
    }
    List<Object> values = new ArrayList<>();
    values.add(null);
    if (type == Duration.class) {
      long least = number(schema).getLong("minimum");
      values.addAll(
          List.of(
              Duration.ofMillis(least - 1),
              Duration.ofMillis(-5),
              Duration.ofNanos(1),
              Duration.ofNanos(1_500_000),
              Duration.ofNanos(-1),
              Duration.ofDays(36_501),
              Duration.ofSeconds(Long.MAX_VALUE)));
    } else if (type == List.class) {
      values.add(Collections.singletonList(null));
    } else if (type == Map.class) {
      values.add(Collections.singletonMap("x", null));
      values.add(Map.of("no header", "x"));
    }
    return values;
  }

  private void setterRefuses(Options<?> options, Method setter, String key, Object value)
      throws ReflectiveOperationException {
    refusals++;
    JsonObject before = options.toJson();
    String refusal = "nothing";
    try {
      setter.invoke(options, value);
    } catch (InvocationTargetException e) {
      refusal = e.getCause().getClass().getSimpleName() + ' ' + e.getCause().getMessage();
    }
    boolean isNull = refusal.equals("NullPointerException " + setter.getParameters()[0].getName());
    boolean isGood =
        isNull
            || refusal.contains(" " + key + ": expected ")
                && (value instanceof Map || refusal.endsWith("got " + value));
    if (!isGood || value == null && !isNull || !before.equals(options.toJson())) {
      wrong.add("%s(%s): %s%n".formatted(setter, value, refusal));
    }
  }

  private void finish(String what) {
    System.out.printf(
        "OptionArgumentsTest, %s: %d options, %d refusals%n", what, options, refusals);
    assertEquals(List.of(), wrong);
    assertTrue(options > 100, "expected all options, got " + options);
    assertTrue(refusals > options, "expected several refusals for an option, got " + refusals);
  }

  // ---- the shape of options ----

  @Test
  void haveTheShapeOfVertxOptions() throws ReflectiveOperationException {
    for (Supplier<? extends Options<?>> each : ALL) {
      Options<?> options = each.get();
      Class<?> type = options.getClass();
      Object other = type.getConstructor(type).newInstance(options);
      assertEquals(options.toJson(), ((Options<?>) other).toJson());
      Object read = type.getConstructor(JsonObject.class).newInstance(options.toJson());
      assertEquals(options.toJson(), ((Options<?>) read).toJson());
      for (Map.Entry<String, Object> option : properties(options)) {
        if (setter(options, option.getKey()).isPresent() && !option.getKey().equals("endpoint")) {
          assertEquals(
              ((JsonObject) option.getValue()).getValue("default"),
              inJson(constant(type, option.getKey())),
              type + " " + option.getKey());
        }
      }
    }
  }

  private static Object constant(Class<?> type, String key) throws ReflectiveOperationException {
    Field field = type.getField("DEFAULT_" + key.replaceAll("([A-Z])", "_$1").toUpperCase());
    return field.get(null);
  }

  private static Object inJson(Object value) {
    if (value instanceof Duration duration) {
      return duration.toMillis();
    }
    if (value instanceof List<?> list) {
      return new JsonArray(list);
    }
    if (value instanceof Map<?, ?>) {
      return new JsonObject();
    }
    return value instanceof Enum<?> constant ? constant.name().toLowerCase() : value;
  }

  @Test
  void tellWhatDiffersFromTheDefaults() {
    assertEquals("SocketOptions{}", new SocketOptions().toString());
    ReqOptions options =
        new ReqOptions().setSendBuffer(5).setResendInterval(Durations.FOREVER).setName("x");
    options.getEndpoint().setMaxPipes(3).get(TcpOptions.class).setNoDelay(false);
    assertEquals(
        "ReqOptions{\"name\":\"x\",\"sendBuffer\":5,"
            + "\"endpoint\":{\"maxPipes\":3,\"tcp\":{\"noDelay\":false}},\"resendInterval\":-1}",
        options.toString());
  }

  @Test
  void tellNoSecret() {
    String text =
        new WebSocketOptions().setHeaders(Map.of("Authorization", "Basic c2VjcmV0")).toString();
    assertEquals("WebSocketOptions{\"headers\":{\"Authorization\":\"***\"}}", text);
    assertEquals(
        "TlsOptions{\"keyStorePasswordFile\":\"password.txt\"}",
        new TlsOptions().setKeyStorePasswordFile("password.txt").toString());
  }

  @Test
  void tellThePathOfAnInnerOption() {
    assertRefused(
        "endpoint.tls.trusted: expected an array of paths of files, such as [\"ca.pem\"], got a"
            + " string",
        new JsonObject("{\"endpoint\":{\"tls\":{\"trusted\":\"ca.pem\"}}}"));
    assertRefused(
        "endpoint.sendPriority: expected a number from 1 to 16, got 300",
        new JsonObject("{\"endpoint\":{\"sendPriority\":300}}"));
    assertRefused(
        "endpoint.tls: unknown option \"trustd\", did you mean \"trusted\"?",
        new JsonObject("{\"endpoint\":{\"tls\":{\"trustd\":[]}}}"));
    assertRefused(
        "sendBuffer: expected a number, got the string \"128\"",
        new JsonObject("{\"sendBuffer\":\"128\"}"));
  }

  private static void assertRefused(String refusal, JsonObject json) {
    SocketOptions options = new SocketOptions();
    String got = "nothing";
    try {
      options.setAll(json);
    } catch (IllegalArgumentException e) {
      got = e.getMessage();
    }
    assertEquals(refusal, got);
    assertEquals(new SocketOptions().toJson(), options.toJson());
  }

  @Test
  void theClusterRefusesThemToo() {
    for (String json :
        Arrays.asList(
            "{\"port\":0}",
            "{\"port\":65536}",
            "{\"port\":\"5701\"}",
            "{\"ports\":1.5}",
            "{\"members\":\"a\"}",
            "{\"members\":[1]}",
            "{\"multicast\":1}",
            "{\"name\":null}")) {
      String refusal = "nothing";
      try {
        new ClusterConfig(new JsonObject(json));
      } catch (IllegalArgumentException e) {
        refusal = e.getMessage();
      }
      assertTrue(refusal.matches("[a-z]+: expected .*, got .*"), json + ": " + refusal);
      assertFalse(refusal.contains("java"), refusal);
    }
  }
}
