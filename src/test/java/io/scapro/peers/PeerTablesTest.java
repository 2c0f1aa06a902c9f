package io.scapro.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTablesTest {

  private static final String RUN = "passed\trun nng %s tls+tcp %s\tio.scapro.SomeIT\tsome\t[1] a";

  private static final List<String> RESULTS =
      Stream.of("req", "rep")
          .flatMap(
              socket -> Stream.of("binds", "connects").map(side -> RUN.formatted(socket, side)))
          .toList();

  private static final String PAGE =
      Stream.of("tools", "nanomsg", "nng", "native", "devices", "replaced", "scapro.js")
          .map("<!-- results: interop %s -->\nold\n<!-- /results -->\n"::formatted)
          .reduce("# Peers\n", String::concat);

  @TempDir Path folder;

  private static PeerTables tables(List<String> results) {
    return new PeerTables(Proofs.of(results), Map.of("nngcat", "nng 1.5.2"));
  }

  private static List<String> without(String result) {
    List<String> others = new ArrayList<>(RESULTS);
    others.remove(result);
    return others;
  }

  private final String page = tables(RESULTS).in(PAGE);

  @Test
  void marksWhatIsProven() {
    assertEquals(List.of(), tables(RESULTS).differences(page));
    assertEquals(
        List.of("| `nngcat` | nng 1.5.2 |", "| REQ, REP | | | | | run | |"),
        page.lines().filter(line -> line.contains("run") || line.contains("1.5.2")).toList());
  }

  @Test
  void aMissingResultUnmarksItsCell() {
    assertEquals(
        List.of(
            "nng, REQ, REP, tls+tcp: expected \"\" (no result: run nng rep tls+tcp binds), got \"run\""),
        tables(without(RUN.formatted("rep", "binds"))).differences(page));
  }

  @Test
  void aFailedResultUnmarksItsCell() {
    List<String> results = new ArrayList<>(RESULTS);
    results.add(RUN.formatted("req", "connects").replace("passed", "failed"));
    assertEquals(
        List.of(
            "nng, REQ, REP, tls+tcp: expected \"\" (failed: run nng req tls+tcp connects), got \"run\""),
        tables(results).differences(page));
  }

  @Test
  void anEditedCellIsFound() {
    assertEquals(
        List.of("nng, REQ, REP, tls+tcp: expected \"run\", got \"\""),
        tables(RESULTS).differences(page.replace(" run |", " |")));
    assertEquals(
        List.of("nng, REQ, REP, tls+tcp: expected \"run\", got \"ran\""),
        tables(RESULTS).differences(page.replace(" run |", " ran |")));
  }

  @Test
  void aMissingTableIsFound() {
    assertEquals(
        List.of("expected <!-- results: interop tools -->, got none"),
        tables(RESULTS).differences(page.replace("interop tools", "other tools")));
  }

  @Test
  void aResultOfNoCellIsFound() {
    List<String> results = new ArrayList<>(RESULTS);
    results.add(RUN.formatted("star", "binds"));
    assertEquals(
        List.of("expected a cell in PeerTables for: run nng star tls+tcp binds"),
        tables(results).differences(page));
  }

  @Test
  void onlyTheLastRunProves() throws Exception {
    Path before = Files.createDirectories(folder.resolve("2026-01-01T00:00:00Z"));
    Path last = Files.createDirectories(folder.resolve("2026-01-02T00:00:00Z"));
    Files.write(before.resolve("1.txt"), RESULTS);
    Files.write(last.resolve("2.txt"), RESULTS.subList(0, 1));
    Files.write(last.resolve("3.txt"), RESULTS.subList(1, 2));
    assertEquals(Proofs.of(RESULTS.subList(0, 2)), Proofs.ofLastRun(folder));
    assertEquals(Proofs.of(List.of()), Proofs.ofLastRun(folder.resolve("absent")));
  }
}
