package io.scapro.transport.websocket;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.scapro.wire.Upgrade;
import java.util.HashMap;
import java.util.Map;

/** Converts HTTP headers for {@link Upgrade}. */
final class HttpHeads {

  /** Limits in bytes for the head of a request or response: first line, and all headers. */
  static final int LONGEST_LINE = 4096;

  static final int LONGEST_HEADERS = 8192;

  private HttpHeads() {}

  /** The answer to a request that the decoder rejected with {@code cause}. */
  static Upgrade.Refusal refusal(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Upgrade.Refusal(414, tooLong("request line", LONGEST_LINE, "a shorter path"));
    }
    return cause instanceof TooLongHttpHeaderException
        ? new Upgrade.Refusal(431, tooLong("head", LONGEST_HEADERS, "fewer or shorter headers"))
        : new Upgrade.Refusal(400, "expected a well-formed HTTP request, got a malformed one");
  }

  private static String tooLong(String what, int most, String instead) {
    return "expected a %s of at most %d bytes, got more; do: send %s"
        .formatted(what, most, instead);
  }

  static Map<String, String> of(Iterable<Map.Entry<String, String>> headers) {
    Map<String, String> result = new HashMap<>();
    headers.forEach(
        header ->
            result.merge(
                Upgrade.lower(header.getKey()), header.getValue(), (a, b) -> a + ", " + b));
    return result;
  }

  static Map<String, String> of(HttpHeaders headers) {
    return of(headers.entries());
  }
}
