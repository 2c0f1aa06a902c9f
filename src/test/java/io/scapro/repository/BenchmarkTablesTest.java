package io.scapro.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of bench/README.md are those that bench/tables makes of bench/results. */
class BenchmarkTablesTest {

  private static final String RESULT =
      """
      {"date":"2026-01-02T03:04:05Z","machine":"M, 2 cores, Linux 6.1","jdk":"17","commit":"abc",\
      "command":"tool --all","test":"rate","param":"16 B","peer":"%s","round":%d,"value":%s,\
      "unit":"messages/s"}
      """;

  private static final String README =
      "# Some\n\n<!-- results: some rate -->\nold\n<!-- /results -->\n\nMore.\n";

  @TempDir Path folder;

  private Tool tables(String command, Path path) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    String program = Path.of("bench/peers/Tables.java").toString();
    return Tool.run(
        folder,
        List.of(
            java,
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-cp",
            classPath,
            program,
            command,
            path.toString()));
  }

  @Test
  void readmeHasTheTablesOfTheResults() throws Exception {
    Tool check = tables("check", Path.of("bench"));
    assertEquals("", check.output());
    assertEquals(0, check.exit());
  }

  @Test
  void tableHasMedianRangeAndRatio() throws Exception {
    Path readme = Files.writeString(folder.resolve("README.md"), README);
    Files.createDirectory(folder.resolve("results"));
    String results =
        RESULT.formatted("scapro", 1, 1e6)
            + RESULT.formatted("other 1.2", 1, 1000)
            + RESULT.formatted("scapro", 2, 3e6)
            + RESULT.formatted("scapro", 3, 2e6);
    Path file = Files.writeString(folder.resolve("results/some.jsonl"), results);

    Tool stale = tables("check", folder);
    assertTrue(stale.output().contains("do: bench/tables"), stale::output);
    assertEquals(1, stale.exit());

    assertEquals(0, tables("write", folder).exit());
    String text = Files.readString(readme);
    assertTrue(text.contains("| | scapro | other 1.2 |"), text);
    String row = "| 16 B | **2.00 M** (1.00 M–3.00 M) | **1.0 k** (1.0 k), ×2000 |";
    assertTrue(text.contains(row), text);
    assertTrue(text.contains("`tool --all`, 2026-01-02, M, 2 cores, Linux 6.1, JDK 17"), text);
    assertTrue(text.endsWith("<!-- /results -->\n\nMore.\n"), text);
    assertEquals(0, tables("check", folder).exit());
    assertTrue(text.contains(tables("print", file).output().lines().skip(2).findFirst().get()));
  }

  private static String pair(String test, String unit, int round, double ours, double base) {
    String line = RESULT.replace("\"rate\"", "\"" + test + "\"").replace("messages/s", unit);
    return line.formatted("this", round, ours) + line.formatted("base abc", round, base);
  }

  @Test
  void pairsFailWhenTheirWholeIntervalIsBelow() throws Exception {
    StringBuilder even = new StringBuilder();
    for (int round = 1; round <= 10; round++) {
      even.append(pair("tcp_thr", "messages/s", round, 1000, 1000 + round % 2));
      even.append(pair("tcp_lat", "us", round, 50 + round % 2, 100));
    }
    Path file = Files.writeString(folder.resolve("compare.jsonl"), even);
    Tool pairs = tables("pairs", file);
    String text = pairs.output();
    assertEquals(0, pairs.exit(), text);
    assertTrue(text.contains("| 1.000 | 0.999 to 1.000 | 10 |"), text);
    // Less is better for a latency.
    String row = "| tcp_lat 16 B | 50.5 us | 100 us | 1.980 | 1.966 to 1.995 | 10 |";
    assertTrue(text.contains(row), text);

    for (int round = 1; round <= 10; round++) {
      even.append(pair("slow", "us", round, 104 + round % 2, 100));
    }
    Tool slower = tables("pairs", Files.writeString(file, even));
    assertTrue(slower.output().contains("| 0.957 **slower** |"), slower::output);
    assertEquals(1, slower.exit());
  }
}
