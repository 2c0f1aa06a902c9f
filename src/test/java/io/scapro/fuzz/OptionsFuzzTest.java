package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.EndpointOptions;
import io.scapro.Options;
import io.scapro.SocketOptions;
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
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Options from JSON: accepted values are the same in a copy and in JSON again; a refusal changes
 * nothing and names the option.
 */
class OptionsFuzzTest {

  private static final List<Supplier<Options<?>>> ALL =
      List.of(
          SocketOptions::new,
          AnswerOptions::new,
          Pair1Options::new,
          ReqOptions::new,
          StarOptions::new,
          SubOptions::new,
          SurveyorOptions::new,
          EndpointOptions::new,
          ClusterOptions::new,
          IpcOptions::new,
          TcpOptions::new,
          TlsOptions::new,
          WebSocketOptions::new);

  @FuzzTest
  void json(byte[] data) {
    Optional<JsonObject> json = object(data);
    if (json.isPresent()) {
      ALL.forEach(options -> check(options, json.get()));
    }
  }

  private static Optional<JsonObject> object(byte[] data) {
    try {
      return Optional.of(Buffer.buffer(data).toJsonObject());
    } catch (DecodeException | ClassCastException noObject) {
      return Optional.empty();
    }
  }

  private static void check(Supplier<Options<?>> create, JsonObject json) {
    Options<?> options = create.get();
    JsonObject before = options.toJson();
    JsonObject given = json.copy();
    try {
      options.setAll(json);
    } catch (IllegalArgumentException refusal) {
      String text = refusal.getMessage();
      assertTrue(text.contains("expected ") || text.contains("unknown option "), text);
      assertEquals(before, options.toJson(), "expected no change");
      return;
    }
    assertEquals(given, json, "expected that the JSON belongs to the caller");
    JsonObject after = options.toJson();
    assertTrue(after.fieldNames().containsAll(json.fieldNames()));
    assertEquals(after, options.copy().toJson());
    Options<?> again = create.get();
    again.setAll(after);
    assertEquals(after, again.toJson());
    assertEquals(options.toString(), again.toString());
    assertEquals(after, options.setAll(json).toJson(), "expected the same from the same JSON");
  }
}
