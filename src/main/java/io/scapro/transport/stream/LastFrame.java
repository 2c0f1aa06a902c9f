package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import io.scapro.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The message that was written last on an event loop, and the bytes that it became. A message for
 * many peers is encoded for the first and for the second stream; all others send the bytes of the
 * second. So a message for one peer costs nothing here. To be cleared at the end of the turn.
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
  private @Nullable Batch first; // was the first to get it
  private @Nullable Object format; // of the bytes; null: there are none yet
  private @Nullable Batch writer; // copies it again: its own slices would take its buffer apart
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
    if (this.message != message || first == batch) {
      begin(message, batch);
      framing.write(message, batch);
    } else {
      writeAgain(message, framing, batch, apart);
    }
  }

  /** Stores only what changes: a stream may send one message again and again. */
  private void begin(Message message, Batch batch) {
    if (this.message != message) {
      this.message = message;
    }
    if (first != batch) {
      first = batch;
    }
    if (format != null) {
      format = null;
    }
  }

  private void writeAgain(Message message, Framing framing, Batch batch, boolean apart) {
    Object wanted = framing.format();
    if (wanted == null) {
      framing.write(message, batch);
    } else if (wanted == format && !apart && writer != batch) {
      batch.share(Objects.requireNonNull(buffer, "buffer"), from, to);
    } else {
      batch.begin();
      framing.write(message, batch);
      remember(wanted, batch);
    }
  }

  private void remember(Object format, Batch batch) {
    ByteBuf in = batch.whole();
    if (in == null) {
      return;
    }
    if (buffer != in) {
      release();
      buffer = in.retain();
    }
    this.format = format;
    this.writer = batch;
    this.from = batch.start();
    this.to = in.writerIndex();
  }

  /** Releases the message and its bytes. Idempotent. */
  void clear() {
    message = null;
    first = null;
    release();
  }

  private void release() {
    ByteBuf held = buffer;
    if (held != null) {
      buffer = null;
      format = null;
      writer = null;
      held.release();
    }
  }
}
