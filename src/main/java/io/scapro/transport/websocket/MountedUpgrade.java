package io.scapro.transport.websocket;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Engines;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.PeerDraft;
import io.scapro.transport.WebSocketOptions;
import io.scapro.transport.stream.NearLink;
import io.scapro.transport.stream.StreamHandler;
import io.scapro.wire.Upgrade;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Upgrades requests of an application's HTTP server to peers. */
public final class MountedUpgrade {

  private MountedUpgrade() {}

  /**
   * Upgrades {@code request} to a peer of the endpoint {@code mounted://name}, or answers it with
   * the reason why not. To be called on the loop of the request's connection.
   *
   * @param hosts additional hosts that the Host header may name, besides those of the endpoint's
   *     options
   * @param origins additional origins of pages that may connect, besides those of the endpoint's
   *     options
   * @return false: the server is not on an event loop, and the request was not answered
   */
  public static boolean handle(
      Vertx vertx,
      HttpServerRequest request,
      String name,
      List<String> hosts,
      List<String> origins) {
    Link link = MountedTransport.at(vertx, name);
    if (link == null) {
      answer(request, new Upgrade.Refusal(503, "expected an open socket at this path, got none"));
      return true;
    }
    if (!link.beginHandshake()) {
      answer(request, Upgrade.noRoom());
      return true;
    }
    Upgrade.Request asked = asked(request);
    SocketAddress local = request.localAddress();
    Optional<Upgrade.Refusal> refusal =
        Upgrade.refusal(asked, link.identity())
            .or(
                () ->
                    Audience.of(link, "", hosts, origins)
                        .refusal(
                            asked, local == null ? null : local.hostAddress(), request.isSSL()));
    if (refusal.isPresent()) {
      link.rejected(new SpException(Reason.PROTOCOL, refusal.get().text()));
      answer(request, refusal.get());
    } else if (Context.isOnEventLoopThread()) {
      admit(link, Engines.host(vertx), request, asked);
    } else {
      link.rejected(
          new SpException(
              Reason.UNSUPPORTED,
              "expected an HTTP server on an event loop, got one on a worker or virtual thread;"
                  + " do: start it in a verticle with ThreadingModel.EVENT_LOOP"));
      return false;
    }
    return true;
  }

  /**
   * Sets the address of an endpoint with a generated name to {@code mounted://path}, for logs and
   * statistics.
   *
   * @param path of the route, such as {@code /prices}
   */
  public static void route(Vertx vertx, String name, String path) {
    MountedTransport.route(vertx, name, path);
  }

  private static Upgrade.Request asked(HttpServerRequest request) {
    return new Upgrade.Request(
        request.method().name(),
        request.version() == HttpVersion.HTTP_1_1 ? "HTTP/1.1" : request.version().alpnName(),
        HttpHeads.of(request.headers()));
  }

  private static Future<Void> answer(HttpServerRequest request, Upgrade.Refusal refusal) {
    return request
        .response()
        .setStatusCode(refusal.status())
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(refusal.text() + '\n');
  }

  /** Answers the request after the decision of the peer hook, however long that takes. */
  private static void admit(
      Link link, Host host, HttpServerRequest request, Upgrade.Request asked) {
    PeerDraft draft = draft(request, asked);
    Future<Void> decision = link.admit(draft);
    if (!decision.isComplete()) {
      request.pause();
    }
    decision.onComplete(
        admitted -> host.execute(() -> accept(link, host, request, asked, draft)),
        failure ->
            host.execute(
                () ->
                    turnAway(
                        link, request, Failures.of(failure, "admit " + draft.remoteAddress()))));
  }

  /** Refuses the request and closes the connection: the bytes after the request are not HTTP. */
  private static void turnAway(Link link, HttpServerRequest request, SpException cause) {
    link.rejected(cause);
    if (!request.response().headWritten() && !request.response().closed()) {
      request.response().putHeader("Connection", "close");
      answer(request, cause.getCause() == null ? Upgrade.noRoom() : Upgrade.forbidden())
          .onComplete(answered -> request.connection().close());
    }
  }

  private static PeerDraft draft(HttpServerRequest request, Upgrade.Request asked) {
    return new PeerDraft(
        String.valueOf(request.remoteAddress()),
        String.valueOf(request.localAddress()),
        asked.headers(),
        certificates(request),
        Optional.empty());
  }

  private static List<Certificate> certificates(HttpServerRequest request) {
    try {
      return request.isSSL() ? request.connection().peerCertificates() : List.of();
    } catch (SSLPeerUnverifiedException e) {
      return List.of(); // the peer has sent none
    }
  }

  private static void accept(
      Link link, Host host, HttpServerRequest request, Upgrade.Request asked, PeerDraft draft) {
    if (request.response().headWritten() || request.response().closed()) {
      link.rejected(
          new SpException(
              Reason.DISCONNECTED,
              "expected an open request, got one that was answered or disconnected"
                  + " before the peer hook decided"));
      return;
    }
    WebSocketOptions options = link.options().get(WebSocketOptions.class);
    Pings pings = Pings.ofServer(asked.headers(), request.uri(), options);
    Upgrade.acceptance(asked, link.identity()).forEach(request.response()::putHeader);
    pings.headers().forEach(request.response()::putHeader);
    WebSocketFraming framing = new WebSocketFraming(false, options, pings);
    request
        .toNetSocket()
        .compose(
            socket -> StreamHandler.take(socket, NearLink.of(link, host), framing, draft, () -> {}))
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
