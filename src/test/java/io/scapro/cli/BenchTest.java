package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** {@code scapro bench}: what it prints, whatever the figures are. */
@Timeout(60)
class BenchTest {

  private static List<String> lines(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out));
    assertEquals(0, line.execute(arguments));
    return out.toString().lines().toList();
  }

  @Test
  void printsThroughputAsNanomsg() {
    assertLinesMatch(
        List.of(
            "message size: 100 [B]",
            "message count: 5000",
            "mean throughput: \\d+ \\[msg/s\\]",
            "mean throughput: \\d+\\.\\d{3} \\[Mb/s\\]"),
        lines("bench", "inproc_thr", "100", "5000"));
  }

  @Test
  void printsLatencyAsNanomsg() {
    assertLinesMatch(
        List.of(
            "message size: 100 [B]",
            "roundtrip count: 500",
            "average latency: \\d+\\.\\d{3} \\[us\\]"),
        lines("bench", "inproc_lat", "100", "500"));
  }
}
