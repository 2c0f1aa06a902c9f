package io.scapro.transport.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.PeerDraft;
import io.scapro.spi.Pipe;
import io.scapro.transport.WebSocketOptions;
import io.scapro.transport.stream.PeerDrafts;
import io.scapro.transport.stream.Refusals;
import io.scapro.transport.stream.StreamHandler;
import io.scapro.wire.PingAgreement;
import io.scapro.wire.Upgrade;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connecting side of the HTTP upgrade, up to the server's response. */
final class WebSocketClientHandler extends ChannelInboundHandlerAdapter {

  private static final String CODEC = "http";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final NetSocket socket;
  private final Link link;
  private final WebSocketAddress address;
  private final String key;
  private final Promise<Pipe> joined = Promise.promise();
  private final Host.Timer deadline;
  private @Nullable ChannelHandlerContext context;
  private @Nullable PeerDraft draft;
  private @Nullable HttpResponse head;

  private WebSocketClientHandler(
      NetSocket socket, Link link, WebSocketAddress address, Duration within) {
    this.socket = socket;
    this.link = link;
    this.address = address;
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    this.key = Base64.getEncoder().encodeToString(random);
    this.deadline = link.host().after(within, this::late);
  }

  /**
   * Sends the upgrade request over {@code socket}.
   *
   * @param within the remaining time for handshakes
   * @return the pipe; or PROTOCOL, REFUSED, TIMEOUT, DISCONNECTED
   */
  static Future<Pipe> open(NetSocket socket, Link link, WebSocketAddress address, Duration within) {
    WebSocketClientHandler handler = new WebSocketClientHandler(socket, link, address, within);
    HttpDecoderConfig bounds =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(HttpHeads.LONGEST_LINE)
            .setMaxHeaderSize(HttpHeads.LONGEST_HEADERS);
    var pipeline = ((NetSocketInternal) socket).channelHandlerContext().pipeline();
    pipeline.addBefore("handler", "speech", new OtherSpeech(handler::speaksOtherwise));
    pipeline.addBefore("handler", CODEC, new HttpClientCodec(bounds, false, false));
    pipeline.addBefore("handler", "upgrade", handler);
    socket.shutdownHandler(
        time -> handler.fail(new SpException(Reason.CLOSED, "closed during the handshake")));
    return handler.joined.future();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    PeerDraft asking = PeerDrafts.of(socket, Map.of());
    draft = asking;
    link.admit(asking)
        .onComplete(
            admitted -> link.host().execute(() -> ask(ctx)),
            refusal ->
                link.host()
                    .execute(() -> fail(Failures.of(refusal, "admit " + address.address()))));
  }

  private void ask(ChannelHandlerContext ctx) {
    if (joined.future().isComplete()) {
      return; // timed out
    }
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, address.path(), Unpooled.EMPTY_BUFFER);
    request.headers().set("Host", address.authority());
    Upgrade.wish(key, link.identity()).forEach(request.headers()::set);
    PingAgreement.headers(PingAgreement.wish(options().getPingInterval()))
        .forEach(request.headers()::set);
    options().getHeaders().forEach(request.headers()::set);
    ctx.writeAndFlush(request);
  }

  private WebSocketOptions options() {
    return link.options().get(WebSocketOptions.class);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object part) {
    try {
      if (part instanceof HttpResponse response) {
        head = response;
      }
      if (head != null && head.decoderResult().isFailure()) {
        fail(
            new SpException(
                Reason.PROTOCOL,
                "expected HTTP from %s, got something else; do: use the peer's scheme"
                    .formatted(address.address())));
      } else if (part instanceof LastHttpContent && head != null && !joined.future().isComplete()) {
        decide(ctx, head);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void decide(ChannelHandlerContext ctx, HttpResponse response) {
    Map<String, String> headers = HttpHeads.of(response.headers());
    int status = response.status().code();
    Optional<String> flaw =
        Upgrade.flaw(status, headers, key, link.identity(), options().isProtocolOptional());
    if (flaw.isPresent()) {
      fail(
          new SpException(
              status == 503 || status == 403 ? Reason.REFUSED : Reason.PROTOCOL,
              address.address() + ": " + flaw.get()));
      return;
    }
    deadline.cancel();
    WebSocketFraming framing =
        new WebSocketFraming(true, options(), Pings.ofClient(headers, options()));
    StreamHandler.take(
            socket, link, framing, Objects.requireNonNull(draft, "draft"), () -> removeHttp(ctx))
        .onComplete(joined);
  }

  private void removeHttp(ChannelHandlerContext ctx) {
    ctx.pipeline().remove(this);
    ctx.pipeline().remove(CODEC); // forwards the bytes after the response
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(
        ended(
            new SpException(
                Reason.DISCONNECTED,
                "%s closed the connection without an HTTP response; do: check its scheme, such as wss://"
                    .formatted(address.address()))));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    fail(ended(Failures.of(thrown, "handshake with " + address.address())));
  }

  private SpException ended(SpException cause) {
    return head == null && cause.reason() == Reason.DISCONNECTED
        ? Refusals.closedBeforeHandshake(address.address(), cause)
        : cause;
  }

  private void speaksOtherwise(String what) {
    fail(
        new SpException(
            Reason.PROTOCOL, "expected HTTP from %s, %s".formatted(address.address(), what)));
  }

  private void late() {
    fail(
        new SpException(
            Reason.TIMEOUT,
            "expected an answer to the WebSocket request within %d ms from %s, got none"
                .formatted(link.options().getHandshakeTimeout().toMillis(), address.address())));
  }

  private void fail(SpException cause) {
    deadline.cancel();
    ChannelHandlerContext ctx = context;
    if (joined.tryFail(cause) && ctx != null) {
      ctx.close(); // not the close of the socket, which passes the HTTP codec
    }
  }
}
