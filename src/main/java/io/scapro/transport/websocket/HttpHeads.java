package io.scapro.transport.websocket;

import io.netty.handler.codec.http.HttpHeaders;
import io.scapro.wire.Upgrade;
import java.util.HashMap;
import java.util.Map;

/** Headers as {@link Upgrade} reads them. */
final class HttpHeads {

  /** Bounds for the head of a request or response: first line, and all headers. */
  static final int LONGEST_LINE = 4096;

  static final int LONGEST_HEADERS = 8192;

  private HttpHeads() {}

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
