package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.net.NetSocketInternal;

/**
 * Makes Vert.x count the bytes of a stream in its network metrics; added to the channel only if
 * these are enabled.
 *
 * <p>Vert.x counts the bytes that pass its handler, but {@link StreamHandler} takes them before. So
 * this handler passes the same number of zeros to the handler of Vert.x, to read and to write, and
 * discards those that it writes. It does so in steps of 4 KiB or more, as Vert.x itself, and at the
 * end.
 */
final class Traffic extends ChannelDuplexHandler {

  private static final int STEP = 4 << 10;
  private static final ByteBuf ZEROS = Unpooled.wrappedBuffer(new byte[64 << 10]);

  private final NetSocketInternal socket;
  private final String stream;
  private long read;
  private long written;
  private boolean counting;

  /**
   * @param stream the handler that takes the bytes
   */
  Traffic(NetSocketInternal socket, String stream) {
    this.socket = socket;
    this.stream = stream;
    socket.messageHandler(ReferenceCountUtil::release);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      read += bytes.readableBytes();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.fireChannelReadComplete();
    if (read >= STEP) {
      countRead(ctx);
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // compares identity: other data may be equal
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      if (bytes.unwrap() == ZEROS) {
        bytes.release();
        promise.trySuccess();
        return;
      }
      written += bytes.readableBytes();
    } else if (message instanceof FileRegion region) {
      written += region.count();
    }
    ctx.write(message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    if (counting) {
      return; // only zeros
    }
    ctx.flush();
    if (written >= STEP) {
      countWritten();
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    countWritten();
    ctx.close(promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    countRead(ctx);
    countWritten();
    ctx.fireChannelInactive();
  }

  private void countRead(ChannelHandlerContext ctx) {
    ChannelHandlerContext last = ctx.pipeline().context(stream);
    for (; read > 0; read -= zeros(read)) {
      last.fireChannelRead(ZEROS.retainedSlice(0, zeros(read)));
    }
    last.fireChannelReadComplete();
  }

  private void countWritten() {
    counting = true;
    for (; written > 0; written -= zeros(written)) {
      socket.writeMessage(ZEROS.retainedSlice(0, zeros(written)));
    }
    counting = false;
  }

  private static int zeros(long bytes) {
    return (int) Math.min(bytes, ZEROS.capacity());
  }
}
