package io.scapro.transport.websocket;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.transport.WebSocketOptions;
import io.scapro.transport.stream.NearLink;
import io.scapro.transport.stream.StreamHandler;
import io.scapro.wire.Upgrade;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Makes peers of the requests that an application's HTTP server gets. */
public final class MountedUpgrade {

  private MountedUpgrade() {}

  /**
   * Upgrades {@code request} to a peer of the endpoint {@code mounted://name}, or answers it with
   * the reason why not. To be called on the loop of the request's connection.
   *
   * @return false: the server is not on an event loop, and the request was not answered
   */
  public static boolean handle(Vertx vertx, HttpServerRequest request, String name) {
    Link link = MountedTransport.at(vertx, name);
    Upgrade.Request asked = asked(request);
    Upgrade.Refusal refusal = refusal(link, asked);
    if (refusal != null) {
      refuse(link, request, refusal);
    } else if (Context.isOnEventLoopThread()) {
      accept(link, vertx, request, asked);
    } else {
      link.rejected(
          new SpException(Reason.UNSUPPORTED, "expected an HTTP server on an event loop"));
      return false;
    }
    return true;
  }

  private static Upgrade.Request asked(HttpServerRequest request) {
    return new Upgrade.Request(
        request.method().name(),
        request.version() == HttpVersion.HTTP_1_1 ? "HTTP/1.1" : request.version().alpnName(),
        HttpHeads.of(request.headers()));
  }

  /** Where there is none, the link has room for the peer. */
  private static Upgrade.@Nullable Refusal refusal(@Nullable Link link, Upgrade.Request asked) {
    if (link == null) {
      return new Upgrade.Refusal(503, "expected an open socket here");
    }
    Upgrade.Refusal refusal =
        Upgrade.refusal(
                asked, link.identity(), link.options().get(WebSocketOptions.class).getOrigins())
            .orElse(null);
    return refusal == null && !link.admit()
        ? new Upgrade.Refusal(503, "expected fewer peers")
        : refusal;
  }

  private static void refuse(
      @Nullable Link link, HttpServerRequest request, Upgrade.Refusal refusal) {
    if (link != null && refusal.status() != 503 && link.admit()) {
      link.rejected(new SpException(Reason.PROTOCOL, refusal.text()));
    }
    request
        .response()
        .setStatusCode(refusal.status())
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(refusal.text() + '\n');
  }

  private static void accept(
      Link link, Vertx vertx, HttpServerRequest request, Upgrade.Request asked) {
    Upgrade.acceptance(asked, link.identity()).forEach(request.response()::putHeader);
    Host host = Engines.host(vertx);
    WebSocketFraming framing =
        new WebSocketFraming(false, link.options().get(WebSocketOptions.class).isText());
    request
        .toNetSocket()
        .compose(
            socket ->
                StreamHandler.take(
                    socket, NearLink.of(link, host), framing, asked.headers(), () -> {}))
        .onComplete(
            link::accepted,
            failure ->
                link.rejected(
                    new SpException(
                        Reason.DISCONNECTED,
                        "the peer closed the connection during the upgrade: " + failure,
                        failure)));
  }
}
