package io.scapro.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.scapro.BodyPool;
import io.scapro.Credentials;
import io.scapro.Failures;
import io.scapro.Host;
import io.scapro.Link;
import io.scapro.Message;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.wire.FrameDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The pipe over a byte stream.
 *
 * <p>What is sent leaves in one {@link Batch} at the end of the turn, or earlier when that is long
 * or the send buffer is full. Received bodies are copied once, from the read buffer to their own
 * array.
 *
 * <p>Netty is used here, in {@link Batch} and in {@link StreamHandler}, and nowhere else: the
 * public API of Vert.x costs a promise and a flush for each message.
 */
final class StreamPipe extends Pipe implements Framing.Stream, Unfinished.Reader {

  /** How long a peer that was told goodbye may take to go. */
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private static final Buffer NO_HEADER = Buffer.buffer(0);

  private final ChannelHandlerContext ctx;
  private final Host host;
  private final BodyPool bodies;
  private final Framing framing;
  private final Map<String, String> headers;
  private final String remoteAddress;
  private final Optional<Credentials> credentials;
  private final FrameDecoder decoder;
  private final Unfinished unfinished;

  // reading
  private @Nullable ByteBuf unread;
  private boolean started;
  private boolean stopped = true;
  private boolean inRead;
  private boolean finishing;

  // writing
  private final Runnable flushTask = this::flushNow;
  private final Batch batch;
  private boolean flushScheduled;
  private int writesUnderWay;
  private boolean leaving;

  StreamPipe(
      ChannelHandlerContext ctx,
      Link link,
      Framing framing,
      Map<String, String> headers,
      String remoteAddress) {
    super(link.socketOptions());
    this.ctx = ctx;
    this.host = link.host();
    this.bodies = link.bodies();
    this.framing = framing;
    this.batch = new Batch(ctx);
    this.headers = headers;
    this.remoteAddress = remoteAddress;
    this.credentials = LocalPeer.of(ctx.channel());
    this.decoder = framing.decoder(link.socketOptions().receiveMaxSize(), this);
    this.unfinished = new Unfinished(link, decoder, this, remoteAddress);
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public String localAddress() {
    return ctx.channel().localAddress() instanceof InetSocketAddress inet
        ? SocketAddress.inetSocketAddress(inet).toString()
        : "";
  }

  @Override
  public List<Certificate> peerCertificates() {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    try {
      return tls == null ? List.of() : List.of(tls.engine().getSession().getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      return List.of(); // it has shown none
    }
  }

  @Override
  public Map<String, String> headers() {
    return headers;
  }

  @Override
  public Optional<Credentials> credentials() {
    return credentials;
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
    unfinished.read();
    if (isClosed()) {
      in.release();
    } else if (stopped) {
      unread = unread == null ? in : joined(unread, in);
      ctx.channel().config().setAutoRead(false); // it may wait long, for the pipe hook
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
    unfinished.watch();
    if (!batch.isEmpty()) {
      flushNow();
    }
  }

  @Override
  public boolean isReading() {
    return !stopped && !isClosed();
  }

  @Override
  public void readOn() {
    if (isReading()) {
      ctx.channel().config().setAutoRead(true);
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
    if (isReading() && unfinished.mayReadOn()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void cut(ByteBuf in) {
    int to = in.writerIndex();
    int at = in.readerIndex();
    try {
      at = decoder.feed(BufferInternal.buffer(in), at, to);
    } catch (SpException cause) {
      at = to;
      end(cause);
    } catch (RuntimeException | Error failure) { // the stream is out of step now
      at = to;
      end(Failures.of(failure, "reading from " + remoteAddress));
    }
    if (at < to) {
      unread = in.readerIndex(at);
    } else {
      in.release();
    }
    boolean readsOn = unfinished.mayReadOn();
    if (!isClosed() && (stopped || !readsOn)) {
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
    unfinished.finished();
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
    framing.write(message, batch);
    batch.count(message.length());
    if (batch.bytes() >= Batch.FULL || !isWritable()) {
      flushNow();
    } else {
      flushSoon();
    }
  }

  private void flushSoon() {
    if (!inRead && !flushScheduled) {
      flushScheduled = true;
      ctx.executor().execute(flushTask);
    }
  }

  private void flushNow() {
    flushScheduled = false;
    if (!batch.isEmpty()) {
      writesUnderWay++;
      batch.flush(new Flushed(batch.messages(), batch.bytes()));
    }
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
    framing.sayGoodbye(batch);
    flushNow();
    leaveWhenWritten();
  }

  /**
   * Half-closes, and waits for the peer's end: closing with unread input would reset the
   * connection, and the peer could lose what it has not read yet.
   */
  private void leaveWhenWritten() {
    if (leaving && writesUnderWay == 0 && ctx.channel().isActive()) {
      if (halfClose()) {
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

  // ---- what is no message ----

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void replied() {
    flushSoon();
  }

  @Override
  public void left(SpException cause) {
    closed(cause);
    closeWhenFlushed();
  }

  /** Ends the pipe because of what the peer sent; it is told so where it can be. */
  @Override
  public void end(SpException cause) {
    closed(cause);
    if (ctx.channel().isActive() && framing.sayGoodbye(batch)) {
      closeWhenFlushed();
    } else {
      ctx.close();
    }
  }

  private void closeWhenFlushed() {
    if (batch.isEmpty()) {
      ctx.close();
    } else {
      batch.flush(written -> leaveQuietly());
    }
  }

  /** Closing at once with unread input would reset the connection, and take the last words back. */
  private void leaveQuietly() {
    if (halfClose()) {
      ctx.channel().config().setAutoRead(true); // what comes is thrown away
      host.execute(() -> host.after(GOODBYE, ctx::close));
    } else {
      ctx.close();
    }
  }

  /** Whether the connection can say that nothing more comes, and go on reading. */
  private boolean halfClose() {
    if (ctx.pipeline().get(SslHandler.class) != null
        || !(ctx.channel() instanceof DuplexChannel duplex)) {
      return false;
    }
    duplex.shutdownOutput();
    return true;
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
    boolean cutOff = decoder.isInside();
    unfinished.giveUp();
    closed(
        cutOff
            ? new SpException(Reason.DISCONNECTED, "the connection ended inside a message")
            : cause);
    release();
  }

  private void release() {
    if (unread != null) {
      unread.release();
      unread = null;
    }
    batch.release();
  }
}
