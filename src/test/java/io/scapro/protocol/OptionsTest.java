package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.CommonOptions;
import io.scapro.Durations;
import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.transport.TcpOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  static Stream<Supplier<CommonOptions<?>>> all() {
    return Stream.of(
        SocketOptions::new,
        SubOptions::new,
        ReqOptions::new,
        Pair1Options::new,
        SurveyorOptions::new,
        AnswerOptions::new,
        StarOptions::new);
  }

  private static final Map<Object, Object> CHOICES =
      Map.of("retry", "fail", "none", "required", "auto", "jdk");

  /** The same options, each with another value. */
  private static JsonObject changed(JsonObject options) {
    JsonObject result = new JsonObject();
    for (Map.Entry<String, Object> option : options) {
      Object value = option.getValue();
      Object other;
      if (value instanceof JsonObject nested) {
        other = nested.isEmpty() ? new JsonObject().put("X-Name", "x") : changed(nested);
      } else if (value instanceof JsonArray list) {
        other = list.copy().add("x");
      } else if (value instanceof Boolean bool) {
        other = !bool;
      } else if (value instanceof Number number) {
        other = number.longValue() + (number.longValue() == Integer.MAX_VALUE ? -3 : 3);
      } else if (option.getKey().equals("mode")) {
        other = "660";
      } else {
        other = CHOICES.getOrDefault(value, value + "x");
      }
      result.put(option.getKey(), other);
    }
    return result;
  }

  private static JsonObject text(JsonObject json) {
    return new JsonObject(json.encode());
  }

  @ParameterizedTest
  @MethodSource("all")
  void goToJsonAndBack(Supplier<CommonOptions<?>> options) {
    JsonObject defaults = text(options.get().toJson());
    JsonObject changed = changed(defaults);
    changed.fieldNames().forEach(n -> assertNotEquals(defaults.getValue(n), changed.getValue(n)));
    assertEquals(defaults, text(options.get().setAll(defaults).toJson()));
    assertEquals(changed, text(options.get().setAll(changed).toJson()));
    assertEquals(changed, text(options.get().setAll(changed).copy().toJson()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void areIndependentOfTheirCopies(Supplier<CommonOptions<?>> options) {
    CommonOptions<?> original = options.get();
    CommonOptions<?> copy = original.copy();
    assertNotSame(original, copy);
    assertNotSame(original.getEndpoint(), copy.getEndpoint());
    JsonObject before = copy.toJson();
    original.setAll(changed(text(original.toJson())));
    assertEquals(before, copy.toJson());
  }

  @ParameterizedTest
  @MethodSource("all")
  void keepWhatJsonDoesNotName(Supplier<CommonOptions<?>> options) {
    CommonOptions<?> some = options.get().setAll(new JsonObject().put("ttl", 3));
    assertEquals(3, some.getTtl());
    assertEquals(128, some.getSendBuffer());
    some.setAll(new JsonObject().put("endpoint", new JsonObject().put("sendPriority", 2)));
    assertEquals(2, some.getEndpoint().getSendPriority());
    assertEquals(8, some.getEndpoint().getReceivePriority());
  }

  @ParameterizedTest
  @MethodSource("all")
  void nameTheNearestKnownOption(Supplier<CommonOptions<?>> options) {
    JsonObject wrong = new JsonObject("{\"endpoint\":{\"tcp\":{\"noDelai\":true}}}");
    String text =
        assertThrows(IllegalArgumentException.class, () -> options.get().setAll(wrong))
            .getMessage();
    assertTrue(text.startsWith("endpoint.tcp: ") && text.contains("\"noDelay\""), text);
  }

  /** The range is in the table and in the setter. */
  @ParameterizedTest
  @MethodSource("all")
  void takeNumbersInTheRangeOfTheSchemaAndNoOthers(Supplier<CommonOptions<?>> options) {
    assertRanges(options.get().schema(), json -> options.get().setAll(json));
    assertRanges(new EndpointOptions().schema(), EndpointOptions::new);
  }

  private static void assertRanges(JsonObject schema, Consumer<JsonObject> set) {
    JsonObject properties = schema.getJsonObject("properties");
    for (String name : properties.fieldNames()) {
      JsonObject property = properties.getJsonObject(name);
      if ("integer".equals(property.getString("type"))) {
        long least = property.getLong("minimum");
        long most = property.getLong("maximum");
        set.accept(new JsonObject().put(name, least));
        set.accept(new JsonObject().put(name, most));
        for (long outside : new long[] {least - 1, most + 1}) {
          JsonObject json = new JsonObject().put(name, outside);
          assertThrows(IllegalArgumentException.class, () -> set.accept(json), json::encode);
        }
      }
    }
  }

  @Test
  void haveTheDefaultsOfTheField() {
    SocketOptions options = new SocketOptions();
    assertEquals(Durations.FOREVER, options.getSendTimeout());
    assertEquals(Durations.FOREVER, options.getReceiveTimeout());
    assertEquals(128, options.getReceiveBuffer());
    assertEquals(1 << 20, options.getSendBufferBytes());
    assertEquals(1 << 20, options.getReceiveBufferBytes());
    assertEquals(1 << 20, options.getReceiveMaxSize());
    assertEquals(Duration.ofSeconds(1), options.getLinger());
    assertEquals(8, options.getTtl());
    assertFalse(options.isLendBodies());
    assertEquals(Duration.ofMinutes(1), new ReqOptions().getResendInterval());
    assertTrue(new SubOptions().isPreferNew());
    EndpointOptions endpoint = options.getEndpoint();
    assertEquals(Duration.ofMillis(100), endpoint.getReconnectInterval());
    assertEquals(Duration.ofSeconds(8), endpoint.getReconnectIntervalMax());
    assertEquals(Duration.ofSeconds(5), endpoint.getHandshakeTimeout());
    assertEquals(8, endpoint.getSendPriority());
    assertEquals(8, endpoint.getReceivePriority());
    TcpOptions tcp = endpoint.get(TcpOptions.class);
    assertTrue(tcp.isNoDelay() && tcp.isKeepAlive());
    assertFalse(tcp.isIpv4Only());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'sendPriority':0}",
        "{'sendPriority':17}",
        "{'receivePriority':17}",
        "{'maxPipes':0}",
        "{'handshakeTimeout':0}",
        "{'handshakeTimeout':'forever'}",
        "{'reconnectInterval':-1}",
        "{'reconnectIntervalMax':-1}",
        "{'firstAttempt':'maybe'}",
        "{'shared':'yes'}",
        "{'tcp':true}",
        "{'maxPipes':'many'}",
        "{'maxPipes':null}",
        "{'firstAttempt':null}",
      })
  void ofEndpointsRefuseWhatIsOutOfRange(String json) {
    JsonObject bad = new JsonObject(json.replace('\'', '"'));
    String text =
        assertThrows(IllegalArgumentException.class, () -> new EndpointOptions(bad)).getMessage();
    String option = bad.fieldNames().iterator().next();
    assertTrue(text.startsWith(option + ": expected") && text.contains(", got "), text);
  }

  @Test
  void ofEndpointsReadChoicesInAnyCase() {
    assertEquals(
        EndpointOptions.FirstAttempt.FAIL,
        new EndpointOptions(new JsonObject().put("firstAttempt", "Fail")).getFirstAttempt());
  }
}
