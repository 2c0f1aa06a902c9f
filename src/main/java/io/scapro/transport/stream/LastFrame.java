package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import io.scapro.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last message that was written on an event loop, with its encoded bytes. The next stream that
 * gets the same message sends the same bytes, so a message to many peers is encoded and copied
 * once. To be cleared at the end of the turn.
 */
@SuppressWarnings("ReferenceEquality") // compares identity, not content
final class LastFrame {

  private static final FastThreadLocal<LastFrame> OF_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected LastFrame initialValue() {
          return new LastFrame();
        }
      };

  private @Nullable Message message;
  private @Nullable Object format;
  private @Nullable Batch writer; // encodes again, does not share with itself
  private @Nullable ByteBuf buffer; // retained
  private int from;
  private int to;

  /** The instance of the calling thread, which must be an event loop. */
  static LastFrame ofLoop() {
    return OF_LOOP.get();
  }

  /**
   * Adds {@code message} to {@code batch}: the bytes that another stream has encoded, or newly
   * encoded bytes.
   *
   * @param apart always encode anew
   */
  void write(Message message, Framing framing, Batch batch, boolean apart) {
    Object wanted = framing.format();
    ByteBuf bytes = buffer;
    boolean isKnown = bytes != null && this.message == message && format == wanted;
    if (isKnown && !apart && writer != batch) {
      batch.share(Objects.requireNonNull(bytes), from, to);
    } else if (wanted == null) {
      framing.write(message, batch);
    } else {
      batch.begin();
      framing.write(message, batch);
      remember(message, wanted, batch);
    }
  }

  private void remember(Message message, Object format, Batch batch) {
    ByteBuf in = batch.whole();
    if (in == null) {
      return;
    }
    if (buffer != in) {
      clear();
      buffer = in.retain();
    }
    this.message = message;
    this.format = format;
    this.writer = batch;
    this.from = batch.start();
    this.to = in.writerIndex();
  }

  /** Releases the message and its bytes. Idempotent. */
  void clear() {
    ByteBuf held = buffer;
    if (held != null) {
      buffer = null;
      message = null;
      writer = null;
      held.release();
    }
  }
}
