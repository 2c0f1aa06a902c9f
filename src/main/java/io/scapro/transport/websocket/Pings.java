package io.scapro.transport.websocket;

import io.scapro.transport.WebSocketOptions;
import io.scapro.wire.PingAgreement;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The pings of one WebSocket connection.
 *
 * @param interval zero: no pings
 * @param headers of the response that agree to the interval
 * @param sign text message to send with each ping, for a page that asked for it
 */
record Pings(Duration interval, Map<String, String> headers, Optional<Buffer> sign) {

  static final Pings NONE = new Pings(Duration.ZERO, Map.of(), Optional.empty());

  /** According to the response of the server. */
  static Pings ofClient(Map<String, String> response, WebSocketOptions options) {
    Duration option = options.getPingInterval();
    return PingAgreement.wish(option)
        .flatMap(
            wish -> PingAgreement.told(response).map(told -> PingAgreement.bounded(told, wish)))
        .map(Pings::unasked)
        .orElse(option.isNegative() ? NONE : unasked(option));
  }

  /** According to the request of the client: its headers, or its target as pages send it. */
  static Pings ofServer(Map<String, String> request, String target, WebSocketOptions options) {
    Duration option = options.getPingInterval();
    Optional<Duration> agreed = PingAgreement.agreed(PingAgreement.told(request), option);
    if (agreed.isPresent()) {
      return new Pings(agreed.get(), PingAgreement.headers(agreed), Optional.empty());
    }
    return PingAgreement.agreed(PingAgreement.toldByPage(target), option)
        .map(interval -> new Pings(interval, Map.of(), Optional.of(sign(interval))))
        .orElse(option.isNegative() ? NONE : unasked(option));
  }

  private static Buffer sign(Duration interval) {
    return Buffer.buffer(PingAgreement.SIGN + interval.toMillis());
  }

  private static Pings unasked(Duration interval) {
    return new Pings(interval, Map.of(), Optional.empty());
  }
}
