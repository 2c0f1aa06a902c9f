package io.scapro.simulation;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of a message of the simulation. All its bytes follow from its id, so that a mixed-up
 * body is seen.
 *
 * @param topic what subscriptions see
 * @param kind what it is for: q request, a answer, p probe, m any other
 * @param origin the process that sends it
 * @param life how often that process was restarted before
 * @param number counts the messages of that process
 * @param about of an answer: the id of the question; else empty
 */
record Body(String topic, char kind, int origin, int life, int number, String about) {

  String id() {
    return origin + "." + life + "." + number;
  }

  /** A body of {@code size} bytes, or of a few more. */
  Buffer encode(int size) {
    String head =
        topic + '|' + kind + '|' + origin + '|' + life + '|' + number + '|' + about + '|' + size
            + ';';
    byte[] bytes =
        Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), Math.max(size, head.length()));
    for (int i = head.length(); i < size; i++) {
      bytes[i] = filler(i);
    }
    return Buffer.buffer(bytes);
  }

  private byte filler(int index) {
    return (byte) (origin * 31 + life * 7 + number * 13 + index);
  }

  /** Fails if the bytes are not those of one encoded body. */
  static Body decode(Buffer buffer) {
    byte[] bytes = buffer.getBytes();
    int end = 0;
    while (end < bytes.length && end < 80 && bytes[end] != ';') {
      end++;
    }
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    String[] parts = head.split("\\|", -1);
    Violation.check(parts.length == 7 && end < bytes.length, "integrity", "head " + head);
    try {
      Body body =
          new Body(
              parts[0],
              parts[1].charAt(0),
              Integer.parseInt(parts[2]),
              Integer.parseInt(parts[3]),
              Integer.parseInt(parts[4]),
              parts[5]);
      int size = Math.max(end + 1, Integer.parseInt(parts[6]));
      Violation.check(bytes.length == size, "integrity", head + " has " + bytes.length);
      for (int i = end + 1; i < size; i++) {
        if (bytes[i] != body.filler(i)) {
          throw new Violation("integrity", head + " differs at " + i);
        }
      }
      return body;
    } catch (IllegalArgumentException e) {
      throw new Violation("integrity", "head " + head);
    }
  }
}
