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
 * The reading half of a byte stream: cuts the bytes into messages, and stops reading from the
 * network while its user wants no more. Bodies are copied once, from the read buffer to their own
 * array. On the pipe's loop.
 */
final class StreamReader implements FrameDecoder.Sink, Unfinished.Reader {

  /** The pipe that gets the messages. */
  interface User {
    /**
     * A message has arrived.
     *
     * @return false: deliver no more before {@link StreamReader#resume}
     */
    boolean deliver(Buffer body, Message.@Nullable Lease lease);

    /** The peer broke the protocol or a limit; nothing after that can be read. */
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
   * @param decoder makes what cuts the stream, with this for its messages
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

  /** Takes the reference to {@code in}. */
  void read(ByteBuf in) {
    unfinished.read();
    if (user.isClosed()) {
      in.release();
    } else if (stopped) {
      unread = unread == null ? in : joined(unread, in);
      ctx.channel().config().setAutoRead(false); // it may wait long, for the peer hook
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

  /** Delivers again, after the user wanted no more. Idempotent. */
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

  /** Bytes of the message in progress that are still to come. */
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
    } catch (RuntimeException | Error failure) { // the stream is out of step now
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

  /** What waits must not keep the memory of a long read. */
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
   * The channel has closed: delivers what it brought before, whether the user wants it or not.
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
      return false; // aborted by the handler of the message before
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

  /**
   * A received body around its array. Unlike a wrapped array it can grow, as buffers of Vert.x do.
   */
  private static final class BodyBuf extends UnpooledHeapByteBuf {
    BodyBuf(byte[] array, int length) {
      super(UnpooledByteBufAllocator.DEFAULT, array, Integer.MAX_VALUE);
      writerIndex(length);
    }
  }
}
