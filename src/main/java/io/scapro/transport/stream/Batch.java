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
 * outside the heap as they are, and those that another stream of the loop has copied already as
 * slices of its buffer; all in one gathering write. Long parts on the heap, and what is between
 * them, are copied when they are written, see {@link HeapRegion}.
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
  private @Nullable ByteBuf shared; // of another stream, retained; then current and region are null
  private int sharedFrom;
  private int sharedTo;
  private @Nullable ReferenceCounted last;
  private int guess = SMALLEST;
  private int copied;
  private int messages;
  private long bytes;
  private int start; // in current, of the message that is being written
  private boolean split; // it is not in one buffer

  public Batch(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    this.ciphered = ctx.pipeline().get(SslHandler.class) != null;
  }

  /** Where to write the next {@code length} bytes. */
  public ByteBuf room(int length) {
    if (shared != null || (current != null && current.writableBytes() < length)) {
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
    if (shared != null) {
      endCurrent();
    }
    ByteBuf before = takeCurrent();
    if (region == null) {
      region = new HeapRegion(ctx.alloc());
    }
    if (before != null) {
      region.add(before);
    }
    region.add(part);
  }

  /** A message follows. */
  void begin() {
    start = current == null ? 0 : current.writerIndex();
    split = false;
  }

  /**
   * {@return the buffer that ends with the message since {@link #begin}; null: it is not in one
   * piece}
   */
  @Nullable ByteBuf whole() {
    return split ? null : current;
  }

  /** Where in {@link #whole} it begins. */
  int start() {
    return start;
  }

  /** Adds the bytes {@code from} (inclusive) {@code to} (exclusive) of {@code of}, uncopied. */
  @SuppressWarnings("ReferenceEquality") // the same buffer, not one with equal bytes
  void share(ByteBuf of, int from, int to) {
    if (shared != of || sharedTo != from) {
      endCurrent();
      shared = of.retain();
      sharedFrom = from;
    }
    sharedTo = to;
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
    ByteBuf ended = takeCurrent();
    HeapRegion around = region;
    ByteBuf range = shared;
    region = null;
    shared = null;
    if (around != null) {
      if (ended != null) {
        around.add(ended);
      }
      enqueue(around);
    } else if (ended != null) {
      enqueue(ended);
    } else if (range != null) {
      enqueue(range.slice(sharedFrom, sharedTo - sharedFrom));
    }
  }

  private @Nullable ByteBuf takeCurrent() {
    ByteBuf taken = current;
    if (taken != null) {
      current = null;
      split |= taken.writerIndex() != start;
      start = 0;
    }
    return taken;
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
    return current == null && region == null && shared == null && last == null;
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
    if (shared != null) {
      shared.release();
      shared = null;
    }
    if (last != null) {
      last.release();
      last = null;
    }
  }
}
