package io.scapro.cli.recording;

import io.scapro.spi.Failures;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a recording from its beginning. Blocks; used by one thread. */
final class RecordingReader implements AutoCloseable {

  /** A message and its time, in nanoseconds since the start of the recording. */
  record Recorded(long nanos, Buffer body) {}

  private final Path path;
  private final DataInputStream in;
  private final Recording recording;
  private final long size;
  private long at;
  private boolean cutOff;

  /**
   * @throws IllegalArgumentException not a recording, another version, or the file cannot be opened
   * @throws IOException the file cannot be read
   */
  RecordingReader(Path path) throws IOException {
    this.path = path;
    try {
      this.size = Files.size(path);
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 64 << 10));
    } catch (IOException e) {
      throw new IllegalArgumentException(Failures.unreadable(path.toString(), e), e);
    }
    try {
      this.recording = readHeader();
    } catch (EOFException e) {
      in.close();
      throw notOne("the end of the file", e);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private Recording readHeader() throws IOException {
    byte[] magic = in.readNBytes(Recording.MAGIC.length);
    if (!Arrays.equals(magic, Recording.MAGIC)) {
      throw notOne("other first bytes", null);
    }
    byte version = in.readByte();
    if (version != Recording.VERSION) {
      throw new IllegalArgumentException(
          "%s: expected a recording of version %d, got version %d; do: play it with the scapro that made it"
              .formatted(path, Recording.VERSION, version));
    }
    Recording header = new Recording(Recording.protocol(in.readUnsignedShort()), in.readLong());
    at = Recording.MAGIC.length + 1L + Short.BYTES + Long.BYTES;
    return header;
  }

  private IllegalArgumentException notOne(String got, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "%s: expected a file that scapro record has made, got %s".formatted(path, got), cause);
  }

  Recording recording() {
    return recording;
  }

  /**
   * Returns the next message; null at the end, also if the last message is incomplete.
   *
   * @throws IllegalArgumentException the file is damaged
   */
  @Nullable Recorded next() throws IOException {
    if (size - at < Recording.MESSAGE_HEADER) {
      cutOff = size > at;
      return null;
    }
    int length = in.readInt();
    long nanos = in.readLong();
    if (length < 0 || nanos < 0) {
      throw new IllegalArgumentException(
          "%s: expected a message at byte %d, got length %d and time %d: the file is damaged"
              .formatted(path, at, length, nanos));
    }
    if (size - at - Recording.MESSAGE_HEADER < length) {
      cutOff = true;
      return null;
    }
    byte[] body = in.readNBytes(length);
    at += Recording.MESSAGE_HEADER + length;
    return new Recorded(nanos, Buffer.buffer(body));
  }

  /** Whether the recording ended inside a message, because its writer was killed. */
  boolean isCutOff() {
    return cutOff;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
