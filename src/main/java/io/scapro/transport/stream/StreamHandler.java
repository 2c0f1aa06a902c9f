package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.wire.Handshake;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Netty face of a stream: shakes hands, then hands bytes to a {@link StreamPipe}. To be put in
 * place in the turn in which the connection appears, before its first read.
 */
public final class StreamHandler extends ChannelInboundHandlerAdapter {

  private static final String NAME = "scapro";

  // Bytes per read, following the stream: a large message takes few system calls.
  private static final int SMALLEST_READ = 64;

  private static final int FIRST_READ = 2 << 10;
  private static final int LARGEST_READ = 256 << 10;

  private final Link link;
  private final Host host;
  private final Framing framing;
  private final @Nullable Duration greetWithin;
  private final Map<String, String> headers;
  private final String remoteAddress;
  private final Promise<Pipe> shaken = Promise.promise();
  private final ByteBuf greeting = Unpooled.buffer(Handshake.LENGTH, Handshake.LENGTH);
  private @Nullable ChannelHandlerContext context;
  private Host.@Nullable Timer deadline;
  private @Nullable StreamPipe pipe;
  private @Nullable SpException failure;

  private StreamHandler(
      Link link,
      Framing framing,
      @Nullable Duration greetWithin,
      Map<String, String> headers,
      String from) {
    this.link = link;
    this.host = link.host();
    this.framing = framing;
    this.greetWithin = greetWithin;
    this.headers = headers;
    this.remoteAddress = from;
  }

  /**
   * Shakes hands over {@code socket}.
   *
   * @param within the remaining time for handshakes
   * @return the pipe; or PROTOCOL, TIMEOUT, DISCONNECTED
   */
  public static Future<Pipe> open(NetSocket socket, Link link, Duration within) {
    return open(socket, link, within, false, remoteOf(socket));
  }

  /**
   * Shakes hands over {@code socket}, whose own address says nothing about the peer.
   *
   * @param typed whether frames carry the type byte of ipc
   * @param from the address that the peer is known by
   */
  public static Future<Pipe> open(
      NetSocket socket, Link link, Duration within, boolean typed, String from) {
    return add(socket, new StreamHandler(link, new LengthFraming(typed), within, Map.of(), from));
  }

  /**
   * Takes over {@code socket} after its HTTP upgrade, which was the handshake.
   *
   * @param headers of the request that asked for it, names in lower case
   * @param bare takes what spoke HTTP out of the pipeline, before the pipe writes
   */
  public static Future<Pipe> take(
      NetSocket socket, Link link, Framing framing, Map<String, String> headers, Runnable bare) {
    StreamHandler handler = new StreamHandler(link, framing, null, headers, remoteOf(socket));
    Future<Pipe> shaken = add(socket, handler);
    bare.run();
    handler.shaken.tryComplete(handler.pipe);
    return shaken;
  }

  private static String remoteOf(NetSocket socket) {
    SocketAddress remote = socket.remoteAddress();
    return remote == null ? "unknown" : remote.toString();
  }

  private static Future<Pipe> add(NetSocket socket, StreamHandler handler) {
    NetSocketInternal stream = (NetSocketInternal) socket;
    var pipeline = stream.channelHandlerContext().pipeline();
    if (pipeline.get("chunkedWriter") != null) {
      pipeline.remove("chunkedWriter"); // serves files only, and costs an object per write
    }
    if (handler.link.vertx().isMetricsEnabled()) {
      pipeline.addBefore("handler", "traffic", new Traffic(stream, NAME));
    }
    pipeline.addBefore("handler", NAME, handler);
    pipeline
        .channel()
        .config()
        .setRecvByteBufAllocator(
            new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ));
    socket.shutdownHandler(time -> handler.endpointClosing());
    return handler.shaken.future();
  }

  /** How long a server or client that is shut down waits for its pipes to drain. */
  public static Duration grace(Link link) {
    return link.socketOptions().getLinger().plusSeconds(1);
  }

  /**
   * Completes when the operating system has back the addresses of servers that were closed before.
   * Java's selectors give them back when they look again, and that is before the next timer.
   */
  public static Future<Void> released(Link link) {
    Promise<Void> released = Promise.promise();
    EventLoop acceptor = ((VertxInternal) link.vertx()).acceptorEventLoopGroup().next();
    acceptor.execute(() -> acceptor.schedule(() -> released.complete(), 0, TimeUnit.NANOSECONDS));
    return released.future();
  }

  /** Pipes are closed by the socket; a handshake fails now. */
  private void endpointClosing() {
    ChannelHandlerContext ctx = context;
    if (pipe == null && ctx != null) {
      fail(ctx, new SpException(Reason.CLOSED, "the endpoint was closed during the handshake"));
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    if (greetWithin != null) {
      greet(ctx, greetWithin);
    } else {
      join(ctx);
    }
  }

  private void greet(ChannelHandlerContext ctx, Duration within) {
    deadline =
        host.after(
            within,
            () ->
                fail(
                    ctx,
                    new SpException(
                        Reason.TIMEOUT,
                        "expected an SP handshake within %d ms from %s, got %d of 8 bytes"
                            .formatted(
                                link.options().getHandshakeTimeout().toMillis(),
                                remoteAddress,
                                greeting.readableBytes()))));
    ctx.writeAndFlush(
        ((BufferInternal) Handshake.encode(link.identity())).getByteBuf(), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf in) {
      host.execute(() -> read(ctx, in));
    } else {
      ReferenceCountUtil.release(message); // the end of the HTTP request that was upgraded
    }
  }

  private void read(ChannelHandlerContext ctx, ByteBuf in) {
    if (pipe != null) {
      pipe.read(in);
    } else if (failure != null) {
      in.release();
    } else {
      shake(ctx, in);
    }
  }

  private void shake(ChannelHandlerContext ctx, ByteBuf in) {
    in.readBytes(greeting, Math.min(greeting.writableBytes(), in.readableBytes()));
    if (greeting.isWritable()) {
      in.release();
      return;
    }
    try {
      Handshake.check(BufferInternal.buffer(greeting), link.identity());
    } catch (SpException cause) {
      in.release();
      fail(ctx, cause);
      return;
    }
    cancelDeadline();
    join(ctx).read(in);
    shaken.complete(pipe);
  }

  private StreamPipe join(ChannelHandlerContext ctx) {
    StreamPipe joined = new StreamPipe(ctx, link, framing, headers, remoteAddress);
    pipe = joined;
    return joined;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (pipe != null) {
      host.execute(pipe::readComplete);
    }
    ctx.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    host.execute(
        () ->
            fail(
                ctx,
                failure != null
                    ? failure
                    : new SpException(
                        Reason.DISCONNECTED,
                        "the connection to " + remoteAddress + " was closed")));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    failure = Failures.of(thrown, "connection to " + remoteAddress);
    ctx.close();
  }

  private void fail(ChannelHandlerContext ctx, SpException cause) {
    failure = cause;
    cancelDeadline();
    if (pipe != null) {
      pipe.channelClosed(cause);
    } else {
      shaken.tryFail(cause);
    }
    ctx.close();
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }
}
