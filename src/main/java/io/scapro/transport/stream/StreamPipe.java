package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.PeerDraft;
import io.scapro.spi.Pipe;
import io.scapro.transport.TcpOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pipe over a byte stream: writes messages, and connects the reading half, {@link
 * StreamReader}, with the closing of the stream, {@link StreamEnding}.
 *
 * <p>Messages are sent in one {@link Batch} at the end of the turn, or earlier if the batch or the
 * send buffer is full. Netty is used directly: the public API of Vert.x needs a promise and a flush
 * for each message.
 */
final class StreamPipe extends Pipe implements Framing.Stream, StreamReader.User {

  private static final Buffer NO_HEADER = Buffer.buffer(0);

  private final ChannelHandlerContext ctx;
  private final Host host;
  private final Framing framing;
  private final String remoteAddress;
  private final Batch batch;
  private final LastFrame lastFrame = LastFrame.ofLoop();
  private final StreamReader reader;
  private final StreamEnding ending;
  private final @Nullable Liveness liveness;
  private final Runnable flushTask = this::endTurn;
  private boolean flushScheduled;
  private boolean inRead;

  StreamPipe(ChannelHandlerContext ctx, Link link, Framing framing, PeerDraft draft) {
    super(link.socketOptions(), draft);
    this.ctx = ctx;
    this.host = link.host();
    this.framing = framing;
    this.remoteAddress = draft.remoteAddress();
    KeepAlive.set(ctx.channel(), link.options().get(TcpOptions.class));
    this.batch = new Batch(ctx);
    int most = link.socketOptions().getReceiveMaxSize();
    this.reader =
        new StreamReader(ctx, link, sink -> framing.decoder(most, sink, this), this, remoteAddress);
    Duration linger = link.socketOptions().getLinger();
    this.ending = new StreamEnding(ctx, host, framing, batch, reader, linger);
    Duration interval = framing.pingInterval();
    this.liveness =
        interval.isZero() ? null : new Liveness(host, interval, new Watch(), remoteAddress);
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public Host home() {
    return host;
  }

  // ---- reading ----

  @Override
  public void start() {
    reader.start();
    if (liveness != null) {
      liveness.start();
    }
  }

  @Override
  public void resume() {
    reader.resume();
  }

  /** Takes ownership of {@code in}. */
  void read(ByteBuf in) {
    inRead = true;
    if (liveness != null) {
      liveness.heard();
    }
    reader.read(in);
  }

  void readComplete() {
    inRead = false;
    reader.readComplete();
    endTurn();
  }

  /** The missing bytes of the message in progress. */
  int missing() {
    return reader.missing();
  }

  @Override
  public boolean deliver(Buffer body, Message.@Nullable Lease lease) {
    return received(new Message(NO_HEADER, body, peer(), lease));
  }

  // ---- writing ----

  @Override
  protected void write(Message message) {
    lastFrame.write(message, framing, batch, isBehind());
    batch.count(message.length());
    if (batch.isFull() || !isWritable()) {
      flushNow();
    }
    flushSoon();
  }

  /**
   * Whether earlier flushes wait for the network. Then new bytes may wait long too. They get a
   * buffer of their own, so that they do not retain the buffer of another stream. Called for a
   * message that is queued, and not in the batch yet.
   */
  @Override
  protected boolean isBehind() {
    return queuedMessages() > batch.messages() + 1;
  }

  private void endTurn() {
    flushScheduled = false;
    lastFrame.clear();
    flushNow();
  }

  private void flushSoon() {
    if (!inRead && !flushScheduled) {
      flushScheduled = true;
      ctx.executor().execute(flushTask);
    }
  }

  private void flushNow() {
    if (!batch.isEmpty()) {
      ending.flushing();
      batch.flush(new Flushed(batch.messages(), batch.bytes()));
      batchEnded();
    }
  }

  /** The messages and bytes of one flush. */
  private final class Flushed implements ChannelFutureListener {
    private final int messages;
    private final long bytes;

    Flushed(int messages, long bytes) {
      this.messages = messages;
      this.bytes = bytes;
    }

    @Override
    public void operationComplete(ChannelFuture written) {
      try {
        if (written.isSuccess()) {
          host.execute(() -> written(messages, bytes));
        }
      } finally {
        ending.flushed();
      }
    }
  }

  // ---- Framing.Stream ----

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void replied() {
    flushSoon();
  }

  // ---- liveness ----

  /** Adapts this stream to {@link Liveness}. */
  private final class Watch implements Liveness.Watched {
    @Override
    public boolean isReading() {
      return ctx.channel().config().isAutoRead();
    }

    @Override
    public boolean isClosing() {
      return StreamPipe.this.isClosing();
    }

    @Override
    public void ping() {
      // else queued bytes have the same effect; the channel does not count regions
      if (ctx.channel().isWritable() && queuedBytes() < Batch.FULL) {
        framing.ping();
      }
    }

    @Override
    public void gone(SpException cause) {
      abort(cause);
    }
  }

  // ---- closing ----

  @Override
  public void closeGracefully() {
    framing.closeFrame(batch);
    flushNow();
    ending.closeGracefully();
  }

  @Override
  public void abort() {
    ending.abort();
  }

  @Override
  public void peerClosed(SpException cause) {
    if (cause.reason() == Reason.TOO_LONG) {
      tooLongForPeer();
    }
    closed(cause);
    ending.closeAfterBatch();
  }

  @Override
  public void failed(SpException cause) {
    closed(cause);
    ending.closeAfterFailure();
  }

  /** See {@link StreamEnding#isAnsweredByReset}. */
  boolean isAnsweredByReset() {
    return ending.isAnsweredByReset();
  }

  /** The channel was closed, with {@code cause}; bytes that arrived before are still delivered. */
  void channelClosed(SpException cause) {
    if (liveness != null) {
      liveness.stop();
    }
    boolean cutOff = reader.finish();
    closed(
        cutOff
            ? new SpException(Reason.DISCONNECTED, "the connection was closed inside a message")
            : cause);
    reader.release();
    batch.release();
  }
}
