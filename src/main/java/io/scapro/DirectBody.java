package io.scapro;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Bodies in memory outside the Java heap. The operating system sends only from such memory: a body
 * on the heap is copied when it is sent. Of a body outside the heap, at most the first 16 KiB are
 * copied. Use it for long messages that are sent more than once, or that come from a file:
 *
 * <pre>{@code
 * MappedByteBuffer file = channel.map(MapMode.READ_ONLY, 0, channel.size());
 * push.send(DirectBody.of(file));
 * }</pre>
 *
 * <p>The garbage collector frees the memory when neither the application nor a socket uses it.
 * {@code ws://} and {@code wss://} connectors copy all bodies, since they mask the bytes; {@code
 * eventbus://} copies them too. To receive, see {@link CommonOptions#setLendBodies}.
 */
public final class DirectBody {

  private DirectBody() {}

  /**
   * Makes a body of a direct or mapped buffer, without a copy. Has no effect on the position and
   * the limit of {@code memory}. May be called from any thread.
   *
   * @param memory its remaining bytes are the body; do not change them after the message was sent
   * @return the body; it cannot grow
   * @throws IllegalArgumentException {@code memory} is on the heap
   */
  public static Buffer of(ByteBuffer memory) {
    Objects.requireNonNull(memory, "memory");
    if (!memory.isDirect()) {
      throw new IllegalArgumentException(
          "memory: expected a direct buffer, got one on the heap; do: create it with"
              + " ByteBuffer.allocateDirect or FileChannel.map, or send Buffer.buffer(bytes)");
    }
    return BufferInternal.buffer(Unpooled.wrappedBuffer(memory));
  }
}
