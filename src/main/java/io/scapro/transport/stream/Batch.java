package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCounted;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

/**
 * What the next flush of a stream carries: short parts copied into one pooled buffer, long ones
 * outside the heap as they are, all in one gathering write. Long parts on the heap, and what is
 * between them, are copied when they are written, see {@link HeapRegion}.
 */
public final class Batch {

  /** From here a part is not copied. */
  static final int LARGE = 16 << 10;

  /** From here it should be flushed. */
  static final int FULL = 64 << 10;

  private static final int SMALLEST = 1 << 10;

  private final ChannelHandlerContext ctx;
  private final boolean ciphered;
  private @Nullable ByteBuf current;
  private @Nullable HeapRegion region;
  private @Nullable ReferenceCounted last;
  private int guess = SMALLEST;
  private int copied;
  private int messages;
  private long bytes;

  public Batch(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    this.ciphered = ctx.pipeline().get(SslHandler.class) != null;
  }

  /** Where to write the next {@code length} bytes. */
  public ByteBuf room(int length) {
    if (current != null && current.writableBytes() < length) {
      endCurrent();
    }
    if (current == null) {
      current = ctx.alloc().directBuffer(Math.max(guess, length));
    }
    copied += length;
    return current;
  }

  /**
   * Whether the channel would copy {@code body} at once, so that it costs nothing to have it in one
   * piece with what is in front of it: Netty's gathering writes begin with small limits, and would
   * take the two apart.
   */
  boolean copies(Buffer body) {
    return body.length() < FULL && isCopied(bytes(body));
  }

  private boolean isCopied(ByteBuf part) {
    return !ciphered && !part.isDirect();
  }

  /** Adds the bytes {@code from} (inclusive) {@code to} (exclusive) of {@code part}. */
  public void add(Buffer part, int from, int to) {
    int length = to - from;
    if (length >= LARGE) {
      addLong(bytes(part).retainedSlice(from, length));
    } else if (length > 0) {
      copy(part, from, to);
    }
  }

  /**
   * Adds a copy of the bytes {@code from} (inclusive) {@code to} (exclusive) of {@code part}.
   *
   * @return the buffer that ends with them
   */
  public ByteBuf copy(Buffer part, int from, int to) {
    return room(to - from).writeBytes(bytes(part), from, to - from);
  }

  private void addLong(ByteBuf part) {
    if (!isCopied(part)) {
      endCurrent();
      enqueue(part);
      return;
    }
    ByteBuf before = current;
    current = null;
    if (region == null) {
      region = new HeapRegion(ctx.alloc());
    }
    if (before != null) {
      region.add(before);
    }
    region.add(part);
  }

  private static ByteBuf bytes(Buffer buffer) {
    return ((BufferInternal) buffer).unwrap();
  }

  /** A message of {@code length} bytes, header and body, is complete. */
  void count(int length) {
    messages++;
    bytes += length;
  }

  int messages() {
    return messages;
  }

  long bytes() {
    return bytes;
  }

  private void endCurrent() {
    ByteBuf ended = current;
    HeapRegion around = region;
    current = null;
    region = null;
    if (around == null) {
      if (ended != null) {
        enqueue(ended);
      }
    } else {
      if (ended != null) {
        around.add(ended);
      }
      enqueue(around);
    }
  }

  /** Writes one part late, so that the last one before a flush can carry the promise. */
  private void enqueue(ReferenceCounted next) {
    ReferenceCounted before = last;
    last = next;
    if (before != null) {
      ctx.write(before, ctx.voidPromise());
    }
  }

  public boolean isEmpty() {
    return current == null && region == null && last == null;
  }

  /** Flushes the batch, which is not empty, and starts a new one. */
  public void flush(ChannelFutureListener sent) {
    endCurrent();
    ReferenceCounted tail = last;
    last = null;
    // room for as much as this flush copied, and nearly as much as those before
    guess = Math.max(SMALLEST, Math.min(FULL + LARGE, Math.max(copied, guess - guess / 8)));
    copied = 0;
    messages = 0;
    bytes = 0;
    ChannelPromise promise = ctx.newPromise();
    promise.addListener(sent);
    ctx.writeAndFlush(tail, promise);
  }

  void release() {
    if (current != null) {
      current.release();
      current = null;
    }
    if (region != null) {
      region.release();
      region = null;
    }
    if (last != null) {
      last.release();
      last = null;
    }
  }
}
