package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  static Stream<Supplier<SocketOptions<?>>> all() {
    return Stream.of(
        PairOptions::new,
        PubOptions::new,
        SubOptions::new,
        ReqOptions::new,
        RepOptions::new,
        PushOptions::new,
        PullOptions::new,
        Pair1Options::new,
        SurveyorOptions::new,
        RespondentOptions::new,
        BusOptions::new,
        StarOptions::new,
        RawOptions::new);
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
        other = number.longValue() + (number instanceof Long ? 3L : 3);
      } else if (option.getKey().equals("ipcMode")) {
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
  void goToJsonAndBack(Supplier<SocketOptions<?>> options) {
    JsonObject defaults = text(options.get().toJson());
    JsonObject changed = changed(defaults);
    changed.fieldNames().forEach(n -> assertNotEquals(defaults.getValue(n), changed.getValue(n)));
    assertEquals(defaults, text(options.get().setAll(defaults).toJson()));
    assertEquals(changed, text(options.get().setAll(changed).toJson()));
    assertEquals(changed, text(options.get().setAll(changed).copy().toJson()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void areIndependentOfTheirCopies(Supplier<SocketOptions<?>> options) {
    SocketOptions<?> original = options.get();
    SocketOptions<?> copy = original.copy();
    assertNotSame(original, copy);
    assertNotSame(original.endpoint(), copy.endpoint());
    JsonObject before = copy.toJson();
    original.setAll(changed(text(original.toJson())));
    assertEquals(before, copy.toJson());
  }

  @ParameterizedTest
  @MethodSource("all")
  void keepWhatJsonDoesNotName(Supplier<SocketOptions<?>> options) {
    SocketOptions<?> some = options.get().setAll(new JsonObject().put("ttl", 3));
    assertEquals(3, some.ttl());
    assertEquals(128, some.sendBuffer());
    some.setAll(new JsonObject().put("endpoint", new JsonObject().put("sendPriority", 2)));
    assertEquals(2, some.endpoint().sendPriority());
    assertEquals(8, some.endpoint().receivePriority());
  }

  @ParameterizedTest
  @MethodSource("all")
  void nameTheNearestKnownOption(Supplier<SocketOptions<?>> options) {
    JsonObject wrong = new JsonObject().put("endpoint", new JsonObject().put("tcpNodelai", true));
    String text =
        assertThrows(IllegalArgumentException.class, () -> options.get().setAll(wrong))
            .getMessage();
    assertTrue(text.startsWith("endpoint: ") && text.contains("\"tcpNoDelay\""), text);
  }

  @Test
  void haveTheDefaultsOfTheField() {
    PushOptions options = new PushOptions();
    assertEquals(SocketOptions.FOREVER, options.sendTimeout());
    assertEquals(SocketOptions.FOREVER, options.receiveTimeout());
    assertEquals(128, options.receiveBuffer());
    assertEquals(1 << 20, options.sendBufferBytes());
    assertEquals(1 << 20, options.receiveBufferBytes());
    assertEquals(1 << 20, options.receiveMaxSize());
    assertEquals(Duration.ofSeconds(1), options.linger());
    assertEquals(8, options.ttl());
    assertFalse(options.lendBodies());
    assertEquals(Duration.ofMinutes(1), new ReqOptions().resendInterval());
    assertTrue(new SubOptions().preferNew());
    EndpointOptions endpoint = options.endpoint();
    assertEquals(Duration.ofMillis(100), endpoint.reconnectInterval());
    assertEquals(Duration.ofSeconds(8), endpoint.reconnectIntervalMax());
    assertEquals(Duration.ofSeconds(5), endpoint.handshakeTimeout());
    assertEquals(8, endpoint.sendPriority());
    assertEquals(8, endpoint.receivePriority());
    assertTrue(endpoint.tcpNoDelay() && endpoint.tcpKeepAlive() && endpoint.ipv4Only());
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
        "{'tcpNoDelay':'yes'}",
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
        new EndpointOptions(new JsonObject().put("firstAttempt", "Fail")).firstAttempt());
  }
}
