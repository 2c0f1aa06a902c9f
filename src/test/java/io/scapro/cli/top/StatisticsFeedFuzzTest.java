package io.scapro.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Two snapshots of a statistics feed, one in a line: they end in a screen that fits and has no
 * control characters, or in one text that says what was expected.
 */
class StatisticsFeedFuzzTest {

  private static final int WIDTH = 80;
  private static final int HEIGHT = 12;

  @FuzzTest
  void shown(byte[] data) {
    String[] lines = new String(data, StandardCharsets.UTF_8).split("\n", 2);
    try {
      JsonObject before = Rates.snapshot(Buffer.buffer(lines[0]));
      JsonObject now = Rates.snapshot(Buffer.buffer(lines[lines.length - 1]));
      show(Rates.between(null, before));
      show(Rates.between(before, now));
    } catch (IllegalArgumentException expected) {
      assertTrue(expected.getMessage().startsWith("expected "), expected.getMessage());
    }
  }

  private static void show(Rates rates) {
    for (Screen.Sort sort : Screen.Sort.values()) {
      List<String> all = new Screen(0, 0).lines(rates, sort);
      int peers = rates.rows().stream().mapToInt(row -> row.peers().size()).sum();
      assertEquals(2 + rates.rows().size() + peers, all.size());
      List<String> fitting = new Screen(WIDTH, HEIGHT).lines(rates, sort);
      assertEquals(Math.min(HEIGHT, all.size()), fitting.size());
      for (String line : fitting) {
        assertTrue(line.length() <= WIDTH, line);
      }
      for (String line : all) {
        assertTrue(line.chars().noneMatch(Character::isISOControl), line);
      }
    }
  }
}
