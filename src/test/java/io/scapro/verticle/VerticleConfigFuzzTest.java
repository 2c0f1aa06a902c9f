package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The configuration of a verticle: addresses and bridges, or one text that names the key. */
class VerticleConfigFuzzTest {

  @FuzzTest
  void socket(byte[] data) {
    JsonObject json = object(data);
    if (json == null) {
      return;
    }
    JsonObject given = json.copy();
    String first = result(json);
    assertEquals(given, json, "expected that the JSON belongs to the caller");
    assertEquals(first, result(new JsonObject(json.encode())));
    if (!json.containsKey("bind") && !json.containsKey("connect")) {
      assertTrue(first.contains("expected ") || first.contains("unknown "), first);
    }
    JsonObject misspelt = json.copy().put("bindd", "tcp://127.0.0.1:0");
    assertTrue(result(misspelt).contains("expected ") || result(misspelt).contains("unknown "));
  }

  private static @Nullable JsonObject object(byte[] data) {
    try {
      return Buffer.buffer(data).toJsonObject();
    } catch (DecodeException | ClassCastException noObject) {
      return null;
    }
  }

  private static String result(JsonObject json) {
    try {
      SocketConfig config = new SocketConfig(json);
      assertFalse(config.reach().bind().isEmpty() && config.reach().connect().isEmpty());
      assertTrue(config.timeout().toMillis() > 0);
      return config.reach().toString();
    } catch (IllegalArgumentException | SpException refusal) {
      String text = refusal.getMessage();
      assertTrue(text.contains("expected ") || text.contains("unknown "), text);
      return text;
    }
  }
}
