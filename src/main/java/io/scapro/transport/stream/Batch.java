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
 * The bytes of the next flush of a stream, sent in one gathering write. Short parts are copied into
 * one pooled buffer. Long parts outside the heap are not copied, apart from the first bytes of the
 * longest ones. A part that another stream of the event loop has already copied is not copied
 * again: it is a slice of that stream's buffer. Long parts on the heap, and the parts between them,
 * are copied when they are written, see {@link HeapRegion}.
 */
public final class Batch {

  /** Parts of this many bytes or more are not copied as a whole. */
  static final int LARGE = 16 << 10;

  /** A batch of this many bytes or more should be flushed. */
  static final int FULL = 64 << 10;

  /** A batch of this many messages or more should be flushed. */
  static final int FULL_MESSAGES = 1024;

  /** Bytes of a long part that are copied behind the header before it. */
  private static final int JOINED = 16 << 10;

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
  private int start; // of the present message, in current
  private boolean split; // the present message is not in one buffer

  public Batch(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    this.ciphered = ctx.pipeline().get(SslHandler.class) != null;
  }

  /** The buffer to write the next {@code length} bytes to. */
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
   * Whether the channel copies {@code body} anyway. Then it can be copied behind the bytes before
   * it at no cost. That avoids two writes: Netty's gathering writes begin with small limits and
   * would separate the two parts.
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
   * @return the buffer whose last bytes they are
   */
  public ByteBuf copy(Buffer part, int from, int to) {
    return room(to - from).writeBytes(bytes(part), from, to - from);
  }

  private void addLong(ByteBuf part) {
    if (!isCopied(part)) {
      joinStart(part);
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

  /**
   * Copies the first bytes of a part of {@link #FULL} bytes or more behind the header before it.
   * Netty sends a short buffer before a long one in a write of its own, and a write of a few bytes
   * costs the peer a read and can wake it.
   */
  private void joinStart(ByteBuf part) {
    if (!ciphered && current != null && part.readableBytes() >= FULL) {
      room(JOINED).writeBytes(part, JOINED);
    }
  }

  /** Marks the start of a message. */
  void begin() {
    start = current == null ? 0 : current.writerIndex();
    split = false;
  }

  /**
   * {@return the buffer whose last bytes are the message since {@link #begin}; null if it is not in
   * one buffer}
   */
  @Nullable ByteBuf whole() {
    return split ? null : current;
  }

  /** The index in {@link #whole} where the message begins. */
  int start() {
    return start;
  }

  /**
   * Adds the bytes {@code from} (inclusive) {@code to} (exclusive) of {@code of} without a copy.
   */
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

  /** Whether it should be flushed before the turn ends. */
  boolean isFull() {
    return bytes >= FULL || messages >= FULL_MESSAGES;
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

  /**
   * Writes each part when the next one comes, so that the last part before a flush can carry the
   * promise.
   */
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
    // as much as this flush copied, or nearly as much as the flushes before
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
