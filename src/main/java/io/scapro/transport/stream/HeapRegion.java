package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Long parts in Java arrays, with the short parts between them. The operating system sends only
 * from memory outside the heap, so the bytes are copied in pieces, when it has room for them.
 * Queued bytes therefore exist only once, and a piece fits into the processor's cache.
 *
 * <p>For Netty it is a region of a file, which writes itself.
 */
final class HeapRegion extends AbstractReferenceCounted implements FileRegion {

  /** Bytes per system call. */
  private static final int PIECE = 512 << 10;

  /** A rest of at most this size is sent with the last piece. */
  private static final int REST = PIECE / 2;

  private final ByteBufAllocator alloc;
  private final ArrayDeque<ByteBuf> parts = new ArrayDeque<>();
  private @Nullable ByteBuf piece; // its remaining bytes come before the parts
  private long count;
  private long sent;

  HeapRegion(ByteBufAllocator alloc) {
    this.alloc = alloc;
  }

  /** Takes ownership of {@code part}. */
  void add(ByteBuf part) {
    parts.add(part);
    count += part.readableBytes();
  }

  @Override
  public long transferTo(WritableByteChannel target, long position) throws IOException {
    long before = sent;
    boolean hasRoom = true;
    while (hasRoom && sent < count) {
      ByteBuf next = piece();
      int taken = target.write(next.internalNioBuffer(next.readerIndex(), next.readableBytes()));
      sent += taken;
      next.skipBytes(taken);
      hasRoom = !next.isReadable();
    }
    if (sent == count) {
      releasePiece();
    }
    return sent - before;
  }

  private ByteBuf piece() {
    ByteBuf next = piece;
    if (next == null) {
      next = alloc.directBuffer((int) Math.min(count, PIECE + REST));
      piece = next;
    }
    if (!next.isReadable()) {
      fill(next.clear());
    }
    return next;
  }

  private void fill(ByteBuf into) {
    long left = count - sent;
    int wanted = left <= PIECE + REST ? (int) left : PIECE;
    while (wanted > 0) {
      ByteBuf part = parts.element();
      int bytes = Math.min(wanted, part.readableBytes());
      into.writeBytes(part, bytes);
      wanted -= bytes;
      if (!part.isReadable()) {
        parts.remove().release();
      }
    }
  }

  private void releasePiece() {
    if (piece != null) {
      piece.release();
      piece = null;
    }
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  @Deprecated
  public long transfered() {
    return sent;
  }

  @Override
  public long transferred() {
    return sent;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  protected void deallocate() {
    parts.forEach(ByteBuf::release);
    parts.clear();
    releasePiece();
  }

  @Override
  public FileRegion retain() {
    super.retain();
    return this;
  }

  @Override
  public FileRegion retain(int increment) {
    super.retain(increment);
    return this;
  }

  @Override
  public FileRegion touch() {
    return this;
  }

  @Override
  public FileRegion touch(Object hint) {
    return this;
  }
}
