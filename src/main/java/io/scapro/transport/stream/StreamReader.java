package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.spi.BodyPool;
import io.scapro.spi.Failures;
import io.scapro.spi.Link;
import io.scapro.wire.FrameDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a byte stream: decodes messages, and stops reading from the network while its
 * user does not accept more. Bodies are copied once, from the read buffer to their own array. Runs
 * on the pipe's event loop.
 */
final class StreamReader implements FrameDecoder.Sink, Unfinished.Reader {

  /** The pipe that receives the messages. */
  interface User {
    /**
     * A message has arrived.
     *
     * @return false: deliver no more messages before {@link StreamReader#resume}
     */
    boolean deliver(Buffer body, Message.@Nullable Lease lease);

    /** The peer violated the protocol or a limit; the stream cannot be read any further. */
    void failed(SpException cause);

    boolean isClosed();
  }

  private final ChannelHandlerContext ctx;
  private final User user;
  private final BodyPool bodies;
  private final String remoteAddress;
  private final FrameDecoder decoder;
  private final Unfinished unfinished;
  private @Nullable ByteBuf unread;
  private boolean started;
  private boolean stopped = true;
  private boolean finishing;

  /**
   * @param decoder creates the decoder; this reader gets its messages
   */
  StreamReader(
      ChannelHandlerContext ctx,
      Link link,
      Function<FrameDecoder.Sink, FrameDecoder> decoder,
      User user,
      String remoteAddress) {
    this.ctx = ctx;
    this.user = user;
    this.bodies = link.bodies();
    this.remoteAddress = remoteAddress;
    this.decoder = decoder.apply(this);
    this.unfinished = new Unfinished(link, this.decoder, this, remoteAddress);
  }

  void start() {
    started = true;
    resume();
  }

  /** Takes ownership of {@code in}. */
  void read(ByteBuf in) {
    unfinished.read();
    if (user.isClosed()) {
      in.release();
    } else if (stopped) {
      unread = unread == null ? in : joined(unread, in);
      ctx.channel().config().setAutoRead(false); // the peer hook may take long
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

  /** The network has no more bytes for now. */
  void readComplete() {
    unfinished.watch();
  }

  @Override
  public boolean isReading() {
    return !stopped && !user.isClosed();
  }

  @Override
  public void readOn() {
    if (isReading()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  /** Continues the delivery after the user had stopped it. Idempotent. */
  void resume() {
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

  /** The missing bytes of the message in progress. */
  int missing() {
    return decoder.missing();
  }

  private void cut(ByteBuf in) {
    int to = in.writerIndex();
    int at = in.readerIndex();
    try {
      at = decoder.feed(BufferInternal.buffer(in), at, to);
    } catch (SpException cause) {
      at = to;
      user.failed(cause);
    } catch (RuntimeException | Error failure) { // the position in the stream is lost
      at = to;
      user.failed(Failures.of(failure, "reading from " + remoteAddress));
    }
    if (at < to) {
      unread = kept(in.readerIndex(at));
    } else {
      in.release();
    }
    boolean readsOn = unfinished.mayReadOn();
    if (!user.isClosed() && (stopped || !readsOn)) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  /** Copies the rest of a long read, so that waiting bytes do not retain its memory. */
  private ByteBuf kept(ByteBuf rest) {
    if (rest.capacity() <= ReadSizes.LARGEST || rest instanceof CompositeByteBuf) {
      return rest;
    }
    ByteBuf copy = ctx.alloc().directBuffer(rest.readableBytes()).writeBytes(rest);
    rest.release();
    return copy;
  }

  @Override
  public void failed(SpException cause) {
    user.failed(cause);
  }

  /**
   * The channel was closed: delivers all messages that arrived before, even if the user had stopped
   * the delivery.
   *
   * @return whether the stream ended inside a message
   */
  boolean finish() {
    finishing = true;
    ByteBuf rest = unread;
    if (rest != null && !user.isClosed()) {
      unread = null;
      started = true;
      cut(rest);
    }
    boolean cutOff = decoder.isInside();
    unfinished.discard();
    return cutOff;
  }

  void release() {
    if (unread != null) {
      unread.release();
      unread = null;
    }
  }

  // ---- FrameDecoder.Sink ----

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
    if (user.isClosed() && !finishing) {
      recycle(array);
      return false; // aborted by the handler of the previous message
    }
    unfinished.finished();
    Message.Lease lease = bodies.lends(array.length) ? new BodyLease(array) : null;
    stopped = !user.deliver(BufferInternal.buffer(new BodyBuf(array, length)), lease);
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

  /** A received body in its array. Unlike a wrapped array it can grow, as Vert.x buffers do. */
  private static final class BodyBuf extends UnpooledHeapByteBuf {
    BodyBuf(byte[] array, int length) {
      super(UnpooledByteBufAllocator.DEFAULT, array, Integer.MAX_VALUE);
      writerIndex(length);
    }
  }
}
