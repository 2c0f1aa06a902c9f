package io.scapro.cli.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.fuzz.Pieces;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file of recorded messages, read as it is and cut off anywhere: messages that encode to the
 * bytes of the file, or one text about the file.
 */
class RecordingFuzzTest {

  private static final int HEADER = 16;

  /** What a file gives: messages, how it ended, and how many bytes were used. */
  private record Content(List<Buffer> messages, boolean cutOff, boolean damaged) {}

  @FuzzTest
  void read(byte[] file) throws IOException {
    Path path = Files.createTempFile("fuzz", ".rec");
    try {
      Content whole = content(path, file);
      int cut = Pieces.random(file).nextInt(file.length + 1);
      Content part = content(path, Arrays.copyOf(file, cut));
      int known = part.messages.size();
      assertTrue(known <= whole.messages.size());
      assertEquals(whole.messages.subList(0, known), part.messages);
    } finally {
      Files.delete(path);
    }
  }

  private static Content content(Path path, byte[] file) throws IOException {
    Files.write(path, file);
    List<Buffer> messages = new ArrayList<>();
    try (RecordingReader reader = new RecordingReader(path)) {
      Buffer again = header(reader.recording());
      RecordingReader.Recorded next;
      while ((next = reader.next()) != null) {
        messages.add(next.body());
        again.appendInt(next.body().length()).appendLong(next.nanos()).appendBuffer(next.body());
      }
      assertArrayEquals(Arrays.copyOf(file, again.length()), again.getBytes());
      assertEquals(again.length() < file.length, reader.isCutOff());
      return new Content(messages, reader.isCutOff(), false);
    } catch (IllegalArgumentException damaged) {
      String text = damaged.getMessage();
      assertTrue(text.contains("expected "), text);
      assertTrue(!messages.isEmpty() || file.length < HEADER || text.contains("got "), text);
      return new Content(messages, false, true);
    }
  }

  private static Buffer header(Recording recording) {
    return Buffer.buffer(Recording.MAGIC)
        .appendByte(Recording.VERSION)
        .appendShort((short) recording.protocol().identity().id())
        .appendLong(recording.startMillis());
  }
}
