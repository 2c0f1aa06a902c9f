package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.policy.Topics;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Subscriptions against a list of topics. The input is a program: a byte for what to do and a byte
 * for the length, then the topic or body.
 */
class TopicsFuzzTest {

  private static final int LONGEST = 0x3f;

  @FuzzTest
  void program(byte[] bytes) {
    Topics topics = new Topics();
    List<Buffer> list = new ArrayList<>();
    int at = 0;
    while (at + 2 <= bytes.length) {
      int what = bytes[at] & 3;
      int end = Math.min(bytes.length, at + 2 + (bytes[at + 1] & LONGEST));
      Buffer text = Buffer.buffer(Arrays.copyOfRange(bytes, at + 2, end));
      at = end;
      switch (what) {
        case 0 -> {
          topics.add(text);
          list.add(text);
        }
        case 1 -> assertEquals(list.remove(text), topics.remove(text));
        default -> assertEquals(matches(list, text), topics.match(text));
      }
    }
    // All are removed as often as they were added; then nothing matches.
    for (Buffer topic : List.copyOf(list)) {
      assertEquals(true, topics.match(topic));
      assertEquals(true, topics.remove(topic));
      list.remove(topic);
      assertEquals(matches(list, topic), topics.match(topic));
    }
    assertEquals(false, topics.remove(Buffer.buffer()));
    assertEquals(false, topics.match(Buffer.buffer("any")));
  }

  private static boolean matches(List<Buffer> topics, Buffer body) {
    return topics.stream()
        .anyMatch(
            topic ->
                topic.length() <= body.length() && body.getBuffer(0, topic.length()).equals(topic));
  }
}
