package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FramerPropertyTest {

  @Property(tries = 200)
  void givesTheSameMessagesInAnyPieces(
      @ForAll @Size(max = 8) List<@IntRange(max = 40_000) Integer> lengths,
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 30_000) Integer> pieces) {
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
