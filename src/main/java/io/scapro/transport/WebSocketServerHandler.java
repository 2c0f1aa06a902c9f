package io.scapro.transport;

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
import io.scapro.Failures;
import io.scapro.Host;
import io.scapro.Link;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.wire.Upgrade;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection from its first byte to the answer to its HTTP request. */
final class WebSocketServerHandler extends ChannelInboundHandlerAdapter {

  /** The sockets that listen there. */
  interface Sockets {
    /** Whose this path is; null: nobody's. */
    @Nullable Link at(String path);

    /** The handshake is over, with one of the outcomes below or because there is no room. */
    void over();

    /** A new peer of {@code link}, which has room for it. */
    void joined(Link link, Pipe pipe);

    /**
     * The connection did not become a pipe.
     *
     * @param link whose it was to be, if that is known
     */
    void failed(@Nullable Link link, SpException cause);
  }

  private static final String CODEC = "http";

  private final NetSocket socket;
  private final Host host;
  private final Sockets sockets;
  private final Host.Timer deadline;
  private @Nullable Link wanted;
  private Upgrade.@Nullable Request request;
  private boolean over;

  private WebSocketServerHandler(NetSocket socket, Host host, Duration timeout, Sockets sockets) {
    this.socket = socket;
    this.host = host;
    this.sockets = sockets;
    this.deadline = host.after(timeout, () -> late(timeout));
  }

  /** To be called on the loop of {@code host}, which is that of {@code socket}. */
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
  public void channelRead(ChannelHandlerContext ctx, Object part) {
    try {
      if (over) {
        return;
      }
      if (part instanceof HttpRequest asked) {
        decide(ctx, asked);
      }
      if (part instanceof LastHttpContent && wanted != null && !over) {
        accept(ctx, wanted, request);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void decide(ChannelHandlerContext ctx, HttpRequest asked) {
    if (asked.decoderResult().isFailure()) {
      refuse(ctx, null, new Upgrade.Refusal(400, "expected a short, well-formed request"));
      return;
    }
    String path = WebSocketAddress.pathOf(asked.uri());
    Link link = sockets.at(path);
    if (link == null) {
      refuse(ctx, null, new Upgrade.Refusal(404, "expected the path of a socket, got " + path));
      return;
    }
    wanted = link;
    request =
        new Upgrade.Request(
            asked.method().name(), asked.protocolVersion().text(), HttpHeads.of(asked.headers()));
    Upgrade.refusal(request, link.identity(), link.options().webSocket().origins())
        .ifPresent(refusal -> refuse(ctx, link, refusal));
  }

  private void accept(ChannelHandlerContext ctx, Link link, Upgrade.Request request) {
    end();
    if (!link.admit()) {
      answer(ctx, new Upgrade.Refusal(503, "expected fewer peers"));
      return;
    }
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    Upgrade.acceptance(request, link.identity()).forEach(response.headers()::set);
    ctx.writeAndFlush(response);
    WebSocketFraming framing = new WebSocketFraming(false, link.options().webSocket().text());
    StreamHandler.take(socket, OnLoop.of(link, host), framing, request.headers(), () -> leave(ctx))
        .onSuccess(pipe -> sockets.joined(link, pipe));
  }

  private void leave(ChannelHandlerContext ctx) {
    ctx.pipeline().remove(this);
    ctx.pipeline().remove(CODEC); // passes on what came behind the request
  }

  private void refuse(ChannelHandlerContext ctx, @Nullable Link link, Upgrade.Refusal refusal) {
    fail(link, new SpException(Reason.PROTOCOL, refusal.text() + " from " + from()));
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
    fail(null, new SpException(Reason.DISCONNECTED, from() + " left during the handshake"));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    fail(null, Failures.of(thrown, "handshake with " + from()));
    ctx.close();
  }

  private void late(Duration timeout) {
    fail(
        null,
        new SpException(
            Reason.TIMEOUT,
            "expected a WebSocket request within %d ms from %s"
                .formatted(timeout.toMillis(), from())));
    socket.close();
  }

  private void fail(@Nullable Link link, SpException cause) {
    if (!over) {
      end();
      sockets.failed(link, cause);
    }
  }

  private void end() {
    over = true;
    deadline.cancel();
    sockets.over();
  }

  private String from() {
    return String.valueOf(socket.remoteAddress());
  }
}
