package io.scapro.cli.recording;

import io.scapro.cli.common.Unwritable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.nio.file.FileAlreadyExistsException;

/**
 * Appends messages to a recording, all of one turn in one write. To be used on the context that
 * opened it.
 */
final class RecordingWriter {

  /** From this number of bytes, messages are written before the end of the turn. */
  private static final int LARGE = 64 << 10;

  private final AsyncFile file;
  private final Context context;
  private final long start = System.nanoTime();
  private Buffer batch = Buffer.buffer();
  private boolean flushScheduled;

  private RecordingWriter(AsyncFile file, Context context) {
    this.file = file;
    this.context = context;
  }

  /**
   * Creates a recording.
   *
   * @param replace whether an existing file is overwritten
   */
  static Future<RecordingWriter> open(
      Vertx vertx, String path, Recording recording, boolean replace) {
    OpenOptions options =
        new OpenOptions().setRead(false).setTruncateExisting(true).setCreateNew(!replace);
    return vertx
        .fileSystem()
        .open(path, options)
        .recover(failure -> Future.failedFuture(unusable(path, failure)))
        .map(
            file -> {
              RecordingWriter writer = new RecordingWriter(file, vertx.getOrCreateContext());
              writer
                  .batch
                  .appendBytes(Recording.MAGIC)
                  .appendByte(Recording.VERSION)
                  .appendShort((short) recording.protocol().identity().id())
                  .appendLong(recording.startMillis());
              writer.flush();
              return writer;
            });
  }

  private static RuntimeException unusable(String path, Throwable failure) {
    String text =
        failure.getCause() instanceof FileAlreadyExistsException
            ? "expected a new file, got %s, which exists; do: choose another name, or add --force"
                .formatted(path)
            : Unwritable.text(path, failure);
    return new IllegalArgumentException(text, failure);
  }

  /** Adds a copy of {@code body} with the present time. */
  void add(Buffer body) {
    batch.appendInt(body.length()).appendLong(System.nanoTime() - start).appendBuffer(body);
    if (batch.length() >= LARGE) {
      flush();
    } else if (!flushScheduled) {
      flushScheduled = true;
      context.runOnContext(turn -> flush());
    }
  }

  private void flush() {
    flushScheduled = false;
    if (batch.length() > 0) {
      file.write(batch);
      batch = Buffer.buffer();
    }
  }

  /**
   * Whether the disk is slower than the messages; {@link #drained} completes when it has caught up.
   */
  boolean isFull() {
    return file.writeQueueFull();
  }

  void drained(Runnable task) {
    file.drainHandler(drained -> task.run());
  }

  void failed(Handler<Throwable> handler) {
    file.exceptionHandler(handler);
  }

  /** Closes the file; completes when all messages are in it. */
  Future<Void> close() {
    flush();
    return file.close();
  }
}
