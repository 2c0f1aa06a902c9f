package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.suite.Cases;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramerPropertyTest {

  private static final int MOST = 40_000;

  @Test
  void givesTheSameMessagesInAnyPieces() {
    givesTheSame(List.of(), List.of(1));
    givesTheSame(List.of(0, 0), List.of(1));
    givesTheSame(List.of(0, 1, MOST), List.of(1));
    givesTheSame(List.of(1, MOST, 0), List.of(8, 1));
    givesTheSame(List.of(MOST, MOST), List.of(3 * MOST));
    Cases.check(
        200,
        draws ->
            givesTheSame(
                draws.list(0, 8, () -> draws.between(0, MOST)),
                draws.list(1, 10, () -> draws.between(1, 30_000))));
  }

  private static void givesTheSame(List<Integer> lengths, List<Integer> pieces) {
    Buffer stream = Buffer.buffer();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      byte[] body = new byte[lengths.get(i)];
      Arrays.fill(body, (byte) i);
      stream.appendBuffer(FramerNotes.frame(false, body));
      expected.add(HexFormat.of().formatHex(body));
    }
    FramerNotes got = new FramerNotes();
    Framer framer = new Framer(false, 0, got);
    int at = 0;
    for (int i = 0; at < stream.length(); i++) {
      int to = Math.min(stream.length(), at + pieces.get(i % pieces.size()));
      at = framer.feed(stream, at, to);
      assertEquals(to, at);
    }
    assertEquals(expected, got.messages);
    assertTrue(got.live.isEmpty());
  }
}
