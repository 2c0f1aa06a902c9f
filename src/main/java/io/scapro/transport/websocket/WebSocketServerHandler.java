package io.scapro.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.PeerDraft;
import io.scapro.transport.WebSocketOptions;
import io.scapro.transport.stream.NearLink;
import io.scapro.transport.stream.PeerDrafts;
import io.scapro.transport.stream.StreamHandler;
import io.scapro.wire.Upgrade;
import io.vertx.core.Future;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accepting side of the HTTP upgrade, from the first byte to the response. */
final class WebSocketServerHandler extends ChannelInboundHandlerAdapter {

  /** The sockets of the listener. */
  interface Sockets {
    /** The link that is bound at {@code path}; null: none. */
    @Nullable Link at(String path);

    /** The host that they are bound to, as written in the URL. */
    String host();

    /** The link of the request is known; from now on that link counts the handshake. */
    void handedOver();

    /**
     * The handshake ended before it was handed over.
     *
     * @param link the link of the request; null if unknown
     */
    void rejected(@Nullable Link link, SpException cause);
  }

  private static final String CODEC = "http";

  private final NetSocket socket;
  private final Host host;
  private final Sockets sockets;
  private final Host.Timer deadline;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Link wanted;
  private Upgrade.@Nullable Request request;
  private @Nullable ByteBuf early; // bytes after the request, before the response
  private boolean handedOver;
  private String target = "";
  private boolean ended;

  private WebSocketServerHandler(NetSocket socket, Host host, Duration timeout, Sockets sockets) {
    this.socket = socket;
    this.host = host;
    this.sockets = sockets;
    this.deadline = host.after(timeout, () -> late(timeout));
  }

  /** To be called on the event loop of {@code host}, which is that of {@code socket}. */
  static void open(NetSocket socket, Host host, Duration timeout, Sockets sockets) {
    var pipeline = ((NetSocketInternal) socket).channelHandlerContext().pipeline();
    HttpDecoderConfig bounds =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(HttpHeads.LONGEST_LINE)
            .setMaxHeaderSize(HttpHeads.LONGEST_HEADERS);
    pipeline.addBefore("handler", "target", new EmptyTarget());
    pipeline.addBefore("handler", CODEC, new HttpServerCodec(bounds));
    pipeline.addBefore(
        "handler", "upgrade", new WebSocketServerHandler(socket, host, timeout, sockets));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object part) {
    try {
      if (ended) {
        return;
      }
      if (part instanceof ByteBuf behind) {
        keep(behind.retain());
      } else if (part instanceof HttpRequest asked) {
        decide(ctx, asked);
      }
      Link link = wanted;
      Upgrade.Request head = request;
      if (part instanceof LastHttpContent && link != null && head != null && !ended) {
        admit(ctx, link, head);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void decide(ChannelHandlerContext ctx, HttpRequest asked) {
    if (asked.decoderResult().isFailure()) {
      refuse(ctx, null, HttpHeads.refusal(asked.decoderResult().cause()));
      return;
    }
    target = asked.uri();
    String path = WebSocketAddress.pathOf(target);
    Link link = sockets.at(path);
    if (link == null) {
      refuse(ctx, null, new Upgrade.Refusal(404, "expected the path of a socket, got " + path));
      return;
    }
    wanted = link;
    Upgrade.Request head =
        new Upgrade.Request(
            asked.method().name(), asked.protocolVersion().text(), HttpHeads.of(asked.headers()));
    request = head;
    Upgrade.refusal(head, link.identity())
        .or(() -> strange(link, head))
        .ifPresent(refusal -> refuse(ctx, link, refusal));
  }

  private Optional<Upgrade.Refusal> strange(Link link, Upgrade.Request request) {
    SocketAddress local = socket.localAddress();
    return Audience.of(link, sockets.host())
        .refusal(request, local == null ? null : local.hostAddress(), socket.isSsl());
  }

  private void admit(ChannelHandlerContext ctx, Link link, Upgrade.Request request) {
    sockets.handedOver();
    if (!link.beginHandshake()) {
      end();
      answer(ctx, Upgrade.noRoom());
      return;
    }
    handedOver = true;
    PeerDraft draft = PeerDrafts.of(socket, request.headers());
    Future<Void> decision = link.admit(draft);
    if (!decision.isComplete()) {
      ctx.channel().config().setAutoRead(false);
      ctx.pipeline().get(HttpServerCodec.class).removeInboundHandler(); // frames may follow
    }
    decision.onComplete(
        decided ->
            host.execute(
                () -> {
                  if (ended) {
                    return; // closed or timed out
                  }
                  if (decided.succeeded()) {
                    accept(ctx, link, request, draft);
                  } else {
                    turnAway(ctx, link, Failures.of(decided.cause(), "admit " + from()));
                  }
                }));
  }

  private void turnAway(ChannelHandlerContext ctx, Link link, SpException cause) {
    end();
    link.rejected(cause);
    answer(ctx, cause.getCause() == null ? Upgrade.noRoom() : Upgrade.forbidden());
  }

  private void accept(
      ChannelHandlerContext ctx, Link link, Upgrade.Request request, PeerDraft draft) {
    deadline.cancel();
    ended = true;
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    WebSocketOptions options = link.options().get(WebSocketOptions.class);
    Pings pings = Pings.ofServer(request.headers(), target, options);
    Upgrade.acceptance(request, link.identity()).forEach(response.headers()::set);
    pings.headers().forEach(response.headers()::set);
    ctx.writeAndFlush(response);
    WebSocketFraming framing = new WebSocketFraming(false, options, pings);
    ctx.channel().config().setAutoRead(true);
    StreamHandler.take(socket, NearLink.of(link, host), framing, draft, () -> removeHttp(ctx))
        .onSuccess(link::accepted);
  }

  private void removeHttp(ChannelHandlerContext ctx) {
    ByteBuf behind = early;
    early = null;
    if (behind != null) {
      ctx.fireChannelRead(behind);
      ctx.fireChannelReadComplete();
    }
    ctx.pipeline().remove(this);
    ctx.pipeline().remove(CODEC); // forwards the bytes after the request
  }

  private void keep(ByteBuf behind) {
    early = early == null ? behind : Unpooled.wrappedBuffer(early, behind);
  }

  private void refuse(ChannelHandlerContext ctx, @Nullable Link link, Upgrade.Refusal refusal) {
    fail(link, new SpException(Reason.PROTOCOL, refusal.of(from())));
    answer(ctx, refusal);
  }

  private static void answer(ChannelHandlerContext ctx, Upgrade.Refusal refusal) {
    byte[] text = (refusal.text() + '\n').getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(refusal.status()),
            Unpooled.wrappedBuffer(text));
    response
        .headers()
        .set("Content-Type", "text/plain; charset=utf-8")
        .set("Content-Length", text.length)
        .set("Connection", "close");
    if (refusal.status() == 426) {
      response.headers().set("Upgrade", "websocket").set("Sec-WebSocket-Version", "13");
    }
    ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(
        null,
        new SpException(
            Reason.DISCONNECTED,
            "the peer " + from() + " closed the connection during the handshake"));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    fail(null, Failures.of(thrown, "handshake with " + from()));
    ctx.close();
  }

  private void late(Duration timeout) {
    ChannelHandlerContext ctx = context;
    if (handedOver && ctx != null) {
      fail(
          null,
          new SpException(
              Reason.TIMEOUT,
              "expected an answer of the peer hook within %d ms (handshakeTimeout), got none"
                  .formatted(timeout.toMillis())));
      answer(ctx, Upgrade.noRoom());
      return;
    }
    fail(
        null,
        new SpException(
            Reason.TIMEOUT,
            "expected a WebSocket request within %d ms from %s, got none"
                .formatted(timeout.toMillis(), from())));
    socket.close();
  }

  private void fail(@Nullable Link link, SpException cause) {
    if (ended) {
      return;
    }
    end();
    if (handedOver && wanted != null) {
      wanted.rejected(cause);
    } else {
      sockets.rejected(link, cause);
    }
  }

  private void end() {
    ended = true;
    deadline.cancel();
    if (early != null) {
      early.release();
      early = null;
    }
  }

  private String from() {
    return String.valueOf(socket.remoteAddress());
  }
}
