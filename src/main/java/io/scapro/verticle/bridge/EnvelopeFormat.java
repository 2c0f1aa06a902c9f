package io.scapro.verticle.bridge;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Messages with their event-bus address: JSON texts {@code {"address": "orders", "body": …}}, the
 * answer is {@code {"body": …}} or {@code {"failure": {"code": 1, "message": "…"}}}. A body is any
 * JSON value; bytes are decoded as UTF-8 text.
 *
 * @param address the event-bus address of the messages to write
 * @param rules check the addresses of the messages that are read
 */
record EnvelopeFormat(String address, BridgeRules rules) implements Format {

  @Override
  public Buffer write(@Nullable Object body) {
    return new JsonObject().put("address", address).put("body", json(body)).toBuffer();
  }

  private static @Nullable Object json(@Nullable Object body) {
    boolean isJson =
        body == null
            || body instanceof Number
            || body instanceof Boolean
            || body instanceof String
            || body instanceof JsonObject
            || body instanceof JsonArray;
    return isJson ? body : BodyForm.bytes(body).toString();
  }

  @Override
  public Routed read(Buffer message) {
    JsonObject envelope = object(message, "{\"address\": …, \"body\": …}");
    if (!(envelope.getValue("address") instanceof String named)) {
      throw new SpException(
          Reason.PROTOCOL,
          "expected {\"address\": …, \"body\": …}, got no \"address\" that is a text");
    }
    rules.check(named);
    return new Routed(named, envelope.getValue("body"), null);
  }

  private static JsonObject object(Buffer message, String expected) {
    try {
      return new JsonObject(message);
    } catch (DecodeException | ClassCastException e) {
      throw new SpException(
          Reason.PROTOCOL,
          "expected %s, got %d bytes that are no JSON object".formatted(expected, message.length()),
          e);
    }
  }

  @Override
  public Buffer writeAnswer(@Nullable Object body) {
    return new JsonObject().put("body", json(body)).toBuffer();
  }

  @Override
  public Buffer writeFailure(Throwable cause) {
    JsonObject failure =
        new JsonObject().put("code", code(cause)).put("message", cause.getMessage());
    return new JsonObject().put("failure", failure).toBuffer();
  }

  private static int code(Throwable cause) {
    if (!(cause instanceof ReplyException reply)) {
      return ReasonCodes.of(cause);
    }
    return switch (reply.failureType()) {
      case NO_HANDLERS -> ReasonCodes.of(Reason.NO_PEERS);
      case TIMEOUT -> ReasonCodes.of(Reason.TIMEOUT);
      default -> reply.failureCode();
    };
  }

  @Override
  public @Nullable Object readAnswer(Buffer message) {
    JsonObject answer = object(message, "{\"body\": …} or {\"failure\": {…}}");
    if (answer.getValue("failure") instanceof JsonObject failure
        && failure.getValue("code") instanceof Integer code) {
      throw new ReplyException(
          ReplyFailure.RECIPIENT_FAILURE, code, failure.getString("message", ""));
    }
    return answer.getValue("body");
  }
}
