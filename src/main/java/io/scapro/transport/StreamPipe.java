package io.scapro.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.scapro.BodyPool;
import io.scapro.Failures;
import io.scapro.Host;
import io.scapro.Link;
import io.scapro.Message;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.wire.Framer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

/**
 * The pipe over a byte stream: tcp, tls and ipc.
 *
 * <p>Small messages are copied into one pooled buffer, which leaves in one write at the end of the
 * turn, or earlier when it is long or the send buffer is full. A large message leaves as its frame
 * header and its own bytes in one gathering write. Received bodies are copied once, from the read
 * buffer to their own array.
 *
 * <p>Netty is used here and in {@link StreamHandler}, and nowhere else: the public API of Vert.x
 * costs a promise and a flush for each message.
 */
final class StreamPipe extends Pipe implements Framer.Sink {

  /** From here a body is not copied into the batch. */
  private static final int LARGE = 16 << 10;

  private static final int FULL_BATCH = 64 << 10;
  private static final int SMALLEST_BATCH = 1 << 10;
  private static final byte IN_STREAM = 1;
  private static final Buffer NO_HEADER = Buffer.buffer(0);

  private final ChannelHandlerContext ctx;
  private final Host host;
  private final BodyPool bodies;
  private final boolean typed;
  private final String remoteAddress;
  private final Framer framer;

  // reading
  private @Nullable ByteBuf unread;
  private boolean started;
  private boolean stopped = true;
  private boolean inRead;
  private boolean finishing;

  // writing
  private final Runnable flushTask = () -> flushNow();
  private @Nullable ByteBuf batch;
  private @Nullable ByteBuf last;
  private int batchGuess = SMALLEST_BATCH;
  private int batchMessages;
  private long batchBytes;
  private boolean flushScheduled;
  private int writesUnderWay;
  private boolean leaving;

  StreamPipe(ChannelHandlerContext ctx, Link link, boolean typed, String remoteAddress) {
    super(link.socketOptions());
    this.ctx = ctx;
    this.host = link.host();
    this.bodies = link.bodies();
    this.typed = typed;
    this.remoteAddress = remoteAddress;
    this.framer = new Framer(typed, link.socketOptions().receiveMaxSize(), this);
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  protected Host home() {
    return host;
  }

  // ---- reading ----

  @Override
  protected void start() {
    started = true;
    resume();
  }

  /** Takes the reference to {@code in}. */
  void read(ByteBuf in) {
    inRead = true;
    if (stopped) {
      unread = unread == null ? in : joined(unread, in);
    } else {
      cut(in);
    }
  }

  private CompositeByteBuf joined(ByteBuf before, ByteBuf in) {
    CompositeByteBuf both =
        before instanceof CompositeByteBuf composite
            ? composite
            : ctx.alloc().compositeBuffer(Integer.MAX_VALUE).addComponent(true, before);
    return both.addComponent(true, in);
  }

  void readComplete() {
    inRead = false;
    if (batchMessages > 0) {
      flushNow();
    }
  }

  @Override
  public void resume() {
    if (!stopped || !started) {
      return;
    }
    stopped = false;
    ByteBuf rest = unread;
    if (rest != null) {
      unread = null;
      cut(rest);
    }
    if (!stopped && !isClosed()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void cut(ByteBuf in) {
    int to = in.writerIndex();
    int at = in.readerIndex();
    try {
      at = framer.feed(BufferInternal.buffer(in), at, to);
    } catch (SpException cause) {
      at = to;
      refuse(cause);
    } catch (RuntimeException | Error failure) { // the stream is out of step now
      at = to;
      refuse(Failures.of(failure, "reading from " + remoteAddress));
    }
    if (at < to) {
      unread = in.readerIndex(at);
    } else {
      in.release();
    }
    if (stopped && !isClosed()) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public byte[] allocate(int length) {
    return bodies.lends(length) ? bodies.take(length) : new byte[length];
  }

  @Override
  public void recycle(byte[] array) {
    if (bodies.lends(array.length)) {
      bodies.giveBack(array);
    }
  }

  @Override
  public boolean message(byte[] array, int length) {
    if (isClosed() && !finishing) {
      recycle(array);
      return false; // refused by its own handler a moment ago
    }
    Message.Lease lease = bodies.lends(array.length) ? new BodyLease(array) : null;
    Buffer body = BufferInternal.buffer(new BodyBuf(array, length));
    stopped = !received(new Message(NO_HEADER, body, this, lease));
    return !stopped || finishing;
  }

  private final class BodyLease implements Message.Lease {
    private final byte[] array;

    BodyLease(byte[] array) {
      this.array = array;
    }

    @Override
    public void giveBack() {
      bodies.giveBack(array);
    }

    @Override
    public void keep() {
      bodies.forget();
    }
  }

  // ---- writing ----

  @Override
  protected void write(Message message) {
    Buffer header = message.header();
    Buffer body = message.body();
    int length = header.length() + body.length();
    boolean large = body.length() >= LARGE;
    ByteBuf into = room(1 + Long.BYTES + (large ? header.length() : length));
    if (typed) {
      into.writeByte(IN_STREAM);
    }
    into.writeLong(length);
    append(into, header);
    if (large) {
      endBatch();
      enqueue(bytes(body).retainedSlice(0, body.length()));
    } else {
      append(into, body);
    }
    batchMessages++;
    batchBytes += length;
    if (batchBytes >= FULL_BATCH || !isWritable()) {
      flushNow();
    } else if (!inRead && !flushScheduled) {
      flushScheduled = true;
      ctx.executor().execute(flushTask);
    }
  }

  private static void append(ByteBuf into, Buffer buffer) {
    if (buffer.length() > 0) {
      into.writeBytes(bytes(buffer), 0, buffer.length());
    }
  }

  private static ByteBuf bytes(Buffer buffer) {
    return ((BufferInternal) buffer).unwrap();
  }

  private ByteBuf room(int length) {
    if (batch != null && batch.writableBytes() < length) {
      endBatch();
    }
    if (batch == null) {
      batch = ctx.alloc().directBuffer(Math.max(batchGuess, length));
    }
    return batch;
  }

  private void endBatch() {
    ByteBuf ended = batch;
    if (ended != null) {
      batch = null;
      enqueue(ended);
    }
  }

  /** Writes one buffer late, so that the last one before a flush can carry the promise. */
  private void enqueue(ByteBuf next) {
    ByteBuf before = last;
    last = next;
    if (before != null) {
      ctx.write(before, ctx.voidPromise());
    }
  }

  private void flushNow() {
    flushScheduled = false;
    endBatch();
    ByteBuf tail = last;
    if (tail == null) {
      return;
    }
    last = null;
    guessNextBatch();
    ChannelPromise promise = ctx.newPromise();
    promise.addListener(new Flushed(batchMessages, batchBytes));
    batchMessages = 0;
    batchBytes = 0;
    writesUnderWay++;
    ctx.writeAndFlush(tail, promise);
  }

  /** Room for as much as this flush carried, and nearly as much as those before. */
  private void guessNextBatch() {
    long carried = batchBytes + batchMessages * (1L + Long.BYTES + Integer.BYTES);
    long guess = Math.max(carried, batchGuess - batchGuess / 8);
    batchGuess = (int) Math.max(SMALLEST_BATCH, Math.min(FULL_BATCH + LARGE, guess));
  }

  /** What one flush carried. */
  private final class Flushed implements ChannelFutureListener {
    private final int messages;
    private final long bytes;

    Flushed(int messages, long bytes) {
      this.messages = messages;
      this.bytes = bytes;
    }

    @Override
    public void operationComplete(ChannelFuture written) {
      writesUnderWay--;
      if (written.isSuccess()) {
        host.execute(() -> written(messages, bytes));
      }
      leaveWhenWritten();
    }
  }

  // ---- the end ----

  @Override
  protected void disconnect() {
    leaving = true;
    flushNow();
    leaveWhenWritten();
  }

  /**
   * Half-closes, and waits for the peer's end: closing with unread input would reset the
   * connection, and the peer could lose what it has not read yet.
   */
  private void leaveWhenWritten() {
    if (leaving && writesUnderWay == 0 && ctx.channel().isActive()) {
      if (ctx.pipeline().get(SslHandler.class) == null
          && ctx.channel() instanceof DuplexChannel duplex) {
        duplex.shutdownOutput();
        if (!stopped) {
          ctx.channel().config().setAutoRead(true); // to see the peer's end
        }
      } else {
        ctx.close();
      }
    }
  }

  @Override
  protected void abort() {
    ctx.close();
  }

  /** The stream is over; what it brought before is still delivered. */
  void ended(SpException cause) {
    finishing = true;
    ByteBuf rest = unread;
    if (rest != null && !isClosed()) {
      unread = null;
      started = true;
      cut(rest);
    }
    boolean cutOff = framer.isInside();
    framer.discard();
    closed(
        cutOff
            ? new SpException(Reason.DISCONNECTED, "the connection ended inside a message")
            : cause);
    release();
  }

  private void release() {
    for (ByteBuf held : new ByteBuf[] {unread, batch, last}) {
      if (held != null) {
        held.release();
      }
    }
    unread = null;
    batch = null;
    last = null;
  }
}
