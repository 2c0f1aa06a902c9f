package io.scapro.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables of docs/reference/peers.md are those of the last run of Maven with such tests. */
@Tag("site")
class PeersPageIT {

  private static final Path PAGE = Path.of("docs/reference/peers.md");
  private static final Path RESULTS = Path.of("target", "interop");

  @Test
  void tablesAreThoseOfTheLastRun() throws IOException {
    PeerTables tables = new PeerTables(Proofs.ofLastRun(RESULTS), versions());
    if (Boolean.getBoolean("compatibility.write")) {
      Files.writeString(PAGE, tables.in(Files.readString(PAGE)));
    }
    List<String> differences = tables.differences(Files.readString(PAGE));
    if (!differences.isEmpty()) {
      fail(
          "expected in "
              + PAGE
              + " what the tests of the last run prove; do: SCAPRO_INTEROP=required mvn verify, then"
              + " mvn test -Dtest=PeersPageIT -DexcludedGroups=soak -Dcompatibility.write=true\n"
              + String.join("\n", differences));
    }
  }

  private static Map<String, String> versions() throws IOException {
    return new TreeMap<>(
        Map.of(
            "nanocat", "nanomsg " + version("nanomsg-utils"),
            "nngcat", "nng " + version("nng-utils")));
  }

  /** Without what Debian appends; nanocat does not tell its version. */
  private static String version(String debianPackage) throws IOException {
    Process query =
        new ProcessBuilder("dpkg-query", "-W", "-f", "${Version}", debianPackage)
            .redirectErrorStream(true)
            .start();
    String said = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, query.onExit().join().exitValue(), said);
    return said.replaceFirst("[+~-].*", "");
  }
}
