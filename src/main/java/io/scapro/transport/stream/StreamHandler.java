package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.PeerDraft;
import io.scapro.spi.Pipe;
import io.scapro.wire.Handshake;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Netty handler of a stream: performs the handshake, then passes bytes to a {@link StreamPipe}.
 * To be added in the turn in which the connection appears, before its first read.
 */
public final class StreamHandler extends ChannelInboundHandlerAdapter {

  private static final String NAME = "scapro";

  /** The name of the Vert.x handler, which follows this one. */
  private static final String SOCKET = "handler";

  /**
   * The longest time that the peer hook may delay the greeting: nanomsg waits one second for it.
   */
  private static final Duration LATEST_GREETING = Duration.ofMillis(500);

  private final Link link;
  private final Host host;
  private final Framing framing;
  private final @Nullable Duration greetWithin;
  private final String remoteAddress;
  private final Promise<Pipe> shaken = Promise.promise();
  private final ByteBuf greeting = Unpooled.buffer(Handshake.LENGTH, Handshake.LENGTH);
  private @Nullable ChannelHandlerContext context;
  private @Nullable PeerDraft draft;
  private Host.@Nullable Timer deadline;
  private Host.@Nullable Timer latestGreeting;
  private @Nullable ByteBuf early; // bytes that arrived before the greeting
  private boolean greeted;
  private @Nullable StreamPipe pipe;
  private @Nullable SpException failure;

  private StreamHandler(
      Link link,
      Framing framing,
      @Nullable Duration greetWithin,
      @Nullable PeerDraft draft,
      String from) {
    this.link = link;
    this.host = link.host();
    this.framing = framing;
    this.greetWithin = greetWithin;
    this.draft = draft;
    this.remoteAddress = from;
  }

  /**
   * Performs the handshake over {@code socket}.
   *
   * @param within the remaining time for handshakes
   * @return the pipe; or PROTOCOL, TIMEOUT, DISCONNECTED
   */
  public static Future<Pipe> open(NetSocket socket, Link link, Duration within) {
    return open(socket, link, within, false, PeerDrafts.remoteAddress(socket));
  }

  /**
   * Performs the handshake over {@code socket}, whose own address does not identify the peer.
   *
   * @param typed whether frames carry the type byte of ipc
   * @param from the address that identifies the peer
   */
  public static Future<Pipe> open(
      NetSocket socket, Link link, Duration within, boolean typed, String from) {
    return add(socket, new StreamHandler(link, new LengthFraming(typed), within, null, from));
  }

  /**
   * Takes over {@code socket} after its HTTP upgrade, which replaces the handshake.
   *
   * @param draft the admitted peer
   * @param bare removes the HTTP handlers from the pipeline, before the pipe writes
   */
  public static Future<Pipe> take(
      NetSocket socket, Link link, Framing framing, PeerDraft draft, Runnable bare) {
    StreamHandler handler = new StreamHandler(link, framing, null, draft, draft.remoteAddress());
    Future<Pipe> shaken = add(socket, handler);
    bare.run();
    handler.shaken.tryComplete(handler.pipe);
    return shaken;
  }

  private static Future<Pipe> add(NetSocket socket, StreamHandler handler) {
    NetSocketInternal stream = (NetSocketInternal) socket;
    var pipeline = stream.channelHandlerContext().pipeline();
    if (pipeline.get("chunkedWriter") != null) {
      pipeline.remove("chunkedWriter"); // needed for files only, and creates an object per write
    }
    if (handler.link.vertx().isMetricsEnabled()) {
      pipeline.addBefore(SOCKET, "traffic", new Traffic(stream, NAME));
    }
    pipeline.addBefore(SOCKET, NAME, handler);
    pipeline.channel().config().setRecvByteBufAllocator(new ReadSizes(handler::missing));
    socket.shutdownHandler(time -> handler.endpointClosing());
    return handler.shaken.future();
  }

  private int missing() {
    return pipe == null ? 0 : pipe.missing();
  }

  /** How long a server or client that shuts down waits for its pipes to drain. */
  public static Duration grace(Link link) {
    return link.socketOptions().getLinger().plusSeconds(1);
  }

  /** Fails a handshake in progress; pipes are closed by the socket. */
  private void endpointClosing() {
    ChannelHandlerContext ctx = context;
    if (pipe == null && ctx != null) {
      fail(ctx, new SpException(Reason.CLOSED, "the endpoint was closed during the handshake"));
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    PeerDraft admitted = draft;
    if (admitted != null) {
      greeted = true;
      join(ctx, admitted);
    } else if (greetWithin != null) {
      begin(ctx, greetWithin);
    }
  }

  private void begin(ChannelHandlerContext ctx, Duration within) {
    watch(ctx, within);
    PeerDraft asking = PeerDrafts.of(ctx, remoteAddress, Map.of());
    draft = asking;
    Future<Void> decision = link.admit(asking);
    if (!decision.isComplete()) {
      ctx.channel().config().setAutoRead(false);
      Duration half = within.dividedBy(2);
      latestGreeting =
          host.after(
              half.compareTo(LATEST_GREETING) < 0 ? half : LATEST_GREETING, () -> greet(ctx));
    }
    decision.onComplete(decided -> host.execute(() -> decided(ctx, decided)));
  }

  private void decided(ChannelHandlerContext ctx, AsyncResult<Void> decision) {
    if (greeted || failure != null) {
      return; // the endpoint applies it after the greeting of the peer, and counts it
    }
    if (decision.failed()) {
      fail(ctx, Failures.of(decision.cause(), "admit " + remoteAddress));
    } else {
      greet(ctx);
    }
  }

  private void watch(ChannelHandlerContext ctx, Duration within) {
    deadline =
        host.after(
            within,
            () -> {
              Future<Void> decision = draft == null ? null : draft.decision();
              fail(
                  ctx,
                  decision != null && decision.failed()
                      ? Failures.of(decision.cause(), "admit " + remoteAddress)
                      : late());
            });
  }

  private SpException late() {
    return new SpException(
        Reason.TIMEOUT,
        ("expected an SP handshake within %d ms from %s, got %d of 8 bytes; do: check the scheme,"
                + " and that the peer is an SP socket")
            .formatted(
                link.options().getHandshakeTimeout().toMillis(),
                remoteAddress,
                greeting.readableBytes()));
  }

  private void greet(ChannelHandlerContext ctx) {
    if (greeted || failure != null) {
      return;
    }
    greeted = true;
    ctx.writeAndFlush(((BufferInternal) Handshake.encode(link.identity())).getByteBuf())
        .addListener(
            written -> {
              if (!written.isSuccess() && failure == null) { // the peer has already closed
                exceptionCaught(ctx, written.cause());
              }
            });
    if (latestGreeting == null) {
      return; // greeted at once: nothing was read yet
    }
    latestGreeting.cancel();
    ctx.channel().config().setAutoRead(true);
    ByteBuf in = early;
    if (in != null) {
      early = null;
      read(ctx, in);
      if (pipe != null) {
        pipe.readComplete();
      }
    }
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
    } else if (!greeted) {
      early = early == null ? in : Unpooled.wrappedBuffer(early, in);
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
    cancelTimers();
    join(ctx, Objects.requireNonNull(draft, "draft")).read(in);
    shaken.complete(pipe);
  }

  private StreamPipe join(ChannelHandlerContext ctx, PeerDraft draft) {
    StreamPipe joined = new StreamPipe(ctx, link, framing, draft);
    pipe = joined;
    dropSocket(ctx.pipeline());
    return joined;
  }

  /**
   * Removes the socket of Vert.x from the pipeline: it is not written to any more, and its write
   * queue has 4 KB. Its metrics need it until the connection ends.
   */
  private void dropSocket(ChannelPipeline pipeline) {
    if (!link.vertx().isMetricsEnabled() && pipeline.get(SOCKET) != null) {
      pipeline.remove(SOCKET);
    }
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
    host.execute(() -> fail(ctx, failure != null ? failure : ended(closedByPeer())));
    ctx.fireChannelInactive();
  }

  private SpException closedByPeer() {
    if (pipe != null) {
      return new SpException(
          Reason.DISCONNECTED, "the connection to " + remoteAddress + " was closed");
    }
    byte[] said = new byte[greeting.readableBytes()];
    greeting.getBytes(greeting.readerIndex(), said);
    return Refusals.closedInHandshake(said, remoteAddress);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    if (pipe != null && pipe.isAnsweredByReset()) {
      failure = closedByPeer();
      ctx.close();
      return;
    }
    SpException cause = Failures.of(thrown, "connection to " + remoteAddress);
    boolean began = pipe == null && greeting.isReadable(); // then it is no probe, see closedByPeer
    failure = ended(began ? new SpException(cause.reason(), cause.getMessage()) : cause);
    ctx.close();
  }

  /** If a listener closes the connection before its greeting, it has refused the peer. */
  private SpException ended(SpException cause) {
    return cause.reason() == Reason.DISCONNECTED
            && pipe == null
            && greeting.readableBytes() == 0
            && !link.endpoint().isBound()
        ? Refusals.closedBeforeHandshake(link.endpoint().address(), cause)
        : cause;
  }

  private void fail(ChannelHandlerContext ctx, SpException cause) {
    failure = cause;
    cancelTimers();
    if (early != null) {
      early.release();
      early = null;
    }
    if (pipe != null) {
      pipe.channelClosed(cause);
    } else {
      shaken.tryFail(cause);
    }
    ctx.close();
  }

  private void cancelTimers() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
    if (latestGreeting != null) {
      latestGreeting.cancel();
    }
  }
}
