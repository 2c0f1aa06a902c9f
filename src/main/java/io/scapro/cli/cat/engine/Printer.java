package io.scapro.cli.cat.engine;

import io.scapro.cli.cat.engine.CatSocket.Received;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Prints messages, one write and one flush each. */
final class Printer {

  private static final String ESCAPED = "\\\\(x[0-9a-f]{2}|[nrt\"\\\\])";

  private final CatSettings settings;
  private final OutputStream out;
  private long printed;

  Printer(CatSettings settings, OutputStream out) {
    this.settings = settings;
    this.out = out;
  }

  void print(Received received) throws IOException {
    printed++;
    out.write(encode(received));
    out.flush();
  }

  private byte[] encode(Received received) {
    if (settings.display().json()) {
      return (json(received).encode() + "\n").getBytes(StandardCharsets.UTF_8);
    }
    byte[] plain = settings.format().encode(received.body(), settings.face());
    return settings.display().colours() ? dimmed(plain) : plain;
  }

  private byte[] dimmed(byte[] plain) {
    if (settings.format() != Format.QUOTED && settings.format() != Format.HEX) {
      return plain;
    }
    return new String(plain, StandardCharsets.US_ASCII)
        .replaceAll(ESCAPED, "\u001b[2m$0\u001b[0m")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private JsonObject json(Received received) {
    JsonObject json =
        new JsonObject()
            .put("n", printed)
            .put("time", Instant.now().truncatedTo(ChronoUnit.MICROS).toString())
            .put("protocol", settings.protocol().name());
    if (received.from() != null) {
      json.put("from", received.from().remoteAddress()).put("pipe", received.from().id());
    }
    return body(json.put("bytes", received.body().length()), received.body());
  }

  /** As text if it is valid UTF-8, else in base64. */
  private static JsonObject body(JsonObject json, Buffer body) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
      return json.put("text", text);
    } catch (CharacterCodingException e) {
      return json.put("base64", Base64.getEncoder().encodeToString(body.getBytes()));
    }
  }
}
