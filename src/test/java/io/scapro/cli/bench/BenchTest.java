package io.scapro.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Scapro;
import io.scapro.suite.TestCa;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import picocli.CommandLine;

/** {@code scapro bench}: what it prints, whatever the figures are. */
@Timeout(60)
class BenchTest {

  @TempDir Path folder;

  private static List<String> lines(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = Scapro.commandLine().setOut(new PrintWriter(out));
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

  @Test
  void printsPercentilesWhereTheyAreAskedFor() {
    List<String> lines = lines("bench", "inproc_lat", "--percentiles", "100", "500");
    assertLinesMatch(
        List.of("latency p50: .*", "latency p90: .*", "latency p99: .*", "latency p99.9: .*"),
        lines.subList(3, 7));
    assertTrue(lines.get(7).matches("latency max: \\d+\\.\\d{3} \\[us\\]"), lines.get(7));
  }

  @Test
  void comparesTransportsInATableAFileAndAPicture() throws Exception {
    TestCa.Issued own = new TestCa(folder, "bench").issue("127.0.0.1");
    Path csv = folder.resolve("figures.csv");
    Path chart = folder.resolve("figures.svg");
    List<String> lines =
        lines(
            "bench",
            "transports",
            "--cert",
            own.certificate().toString(),
            "--key",
            own.key().toString(),
            "--csv",
            csv.toString(),
            "--chart",
            chart.toString(),
            "100",
            "2000",
            "200");
    List<String> transports = List.of("inproc", "ipc", "tcp", "ws", "tls+tcp", "wss");
    assertEquals(
        transports, lines.stream().skip(1).map(line -> line.replaceFirst(" .*", "")).toList());
    List<String> rows = Files.readAllLines(csv);
    assertEquals(
        "transport,bytes,messages_per_second,roundtrips,mean_us,p50_us,p90_us,p99_us,p99.9_us,max_us",
        rows.get(0));
    assertLinesMatch(
        transports.stream()
            .map(each -> Pattern.quote(each) + ",100,\\d+,200(,\\d+\\.\\d{3}){6}")
            .toList(),
        rows.subList(1, rows.size()));
    Document picture =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
    assertEquals(6, picture.getElementsByTagName("polyline").getLength());
  }
}
