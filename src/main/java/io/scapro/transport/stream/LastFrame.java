package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import io.scapro.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The message that was written last on an event loop, and the bytes that it became: the next stream
 * that gets the same message sends the same bytes. So what goes to many peers is encoded and copied
 * once. To be cleared at the end of the turn.
 */
@SuppressWarnings("ReferenceEquality") // the same message and buffer, not those that look alike
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
  private @Nullable Batch writer; // copies it again: its own slices would take its buffer apart
  private @Nullable ByteBuf buffer; // retained
  private int from;
  private int to;

  /** That of the calling thread, which is an event loop. */
  static LastFrame ofLoop() {
    return OF_LOOP.get();
  }

  /**
   * Adds {@code message} to {@code batch}: the bytes that another stream has written for it, or new
   * ones.
   *
   * @param apart write new ones in any case
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

  /** Forgets the message, and releases the bytes. Idempotent. */
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
