package io.scapro.cli.recording;

import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of a recording with their original pauses, faster or slower, or without
 * pauses. Blocks, so it must not run on an event loop.
 */
final class Player implements AutoCloseable {

  /** Without pauses, as fast as the peers accept messages. */
  public static final double MAX = Double.POSITIVE_INFINITY;

  /**
   * The totals of sent messages.
   *
   * @param cutOff whether the recording ends inside a message, which was not sent
   */
  public record Summary(long messages, long bytes, boolean cutOff) {}

  private final RecordingReader file;
  private final double speed;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile Promise<Void> drained = Promise.promise();

  /**
   * @param speed 1: as recorded; 2: twice as fast; {@link #MAX}
   * @throws IllegalArgumentException not a recording
   * @throws IOException the file cannot be read
   */
  public Player(Path path, double speed) throws IOException {
    this.file = new RecordingReader(path);
    this.speed = speed;
  }

  public Recording recording() {
    return file.recording();
  }

  /**
   * Completes when {@code socket} has {@code peers} connected peers; to be called before the first
   * one connects.
   */
  public static Future<Void> peers(Socket socket, int peers) {
    Promise<Void> there = Promise.promise();
    int[] connected = {0};
    socket.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.CONNECTED
              || event.type() == SocketEvent.Type.ACCEPTED) {
            connected[0]++;
          } else if (event.type() == SocketEvent.Type.DISCONNECTED) {
            connected[0]--;
          }
          if (connected[0] >= peers) {
            there.tryComplete();
          }
        });
    if (peers == 0) {
      there.complete();
    }
    return there.future();
  }

  /**
   * Sends all messages; returns when the socket has accepted them.
   *
   * @param to the socket
   */
  public Summary play(WriteStream<Buffer> to) throws IOException {
    to.drainHandler(again -> drained.tryComplete());
    long messages = 0;
    long bytes = 0;
    long start = System.nanoTime();
    long first = -1;
    Future<Void> last = Future.succeededFuture();
    for (RecordingReader.Recorded next = file.next(); next != null; next = file.next()) {
      first = first < 0 ? next.nanos() : first;
      pauseUntil(start + (long) ((next.nanos() - first) / speed));
      awaitRoom(to);
      last = to.write(next.body());
      last.onFailure(cause -> failure.compareAndSet(null, cause));
      messages++;
      bytes += next.body().length();
    }
    last.await();
    check();
    return new Summary(messages, bytes, file.isCutOff());
  }

  private static void pauseUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void awaitRoom(WriteStream<Buffer> to) {
    check();
    while (to.writeQueueFull()) {
      Promise<Void> again = Promise.promise();
      drained = again;
      if (to.writeQueueFull()) { // else it drained before the handler was set
        again.future().await();
        check();
      }
    }
  }

  private void check() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException(cause.getMessage(), cause);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
