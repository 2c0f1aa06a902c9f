package io.scapro.verticle.bridge;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The type of message bodies on the event bus. */
enum BodyForm {
  /** As {@link Buffer}. */
  BUFFER,
  /** As {@link String}, read as UTF-8. */
  STRING,
  /** As {@link JsonObject}, {@link JsonArray} or another JSON value. */
  JSON;

  /**
   * The value for the event bus.
   *
   * @throws SpException PROTOCOL: not JSON
   */
  @Nullable Object read(Buffer body) {
    return switch (this) {
      case BUFFER -> body;
      case STRING -> body.toString();
      case JSON -> json(body);
    };
  }

  private static @Nullable Object json(Buffer body) {
    try {
      return Json.decodeValue(body);
    } catch (DecodeException e) {
      throw new SpException(
          Reason.PROTOCOL,
          "expected a JSON body, got %d bytes that are not JSON: %s"
              .formatted(body.length(), e.getMessage()),
          e);
    }
  }

  /**
   * The bytes of a value from the event bus; text is written as UTF-8, null as no bytes.
   *
   * @throws SpException UNSUPPORTED: a type that cannot be converted
   */
  static Buffer bytes(@Nullable Object value) {
    if (value == null) {
      return Buffer.buffer();
    } else if (value instanceof Buffer buffer) {
      return buffer;
    } else if (value instanceof byte[] array) {
      return Buffer.buffer(array);
    } else if (value instanceof String text) {
      return Buffer.buffer(text);
    } else if (value instanceof JsonObject object) {
      return object.toBuffer();
    } else if (value instanceof JsonArray array) {
      return array.toBuffer();
    }
    throw new SpException(
        Reason.UNSUPPORTED,
        "expected a Buffer, byte[], String, JsonObject or JsonArray, got a "
            + value.getClass().getName());
  }
}
