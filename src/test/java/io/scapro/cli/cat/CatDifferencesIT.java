package io.scapro.cli.cat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Launched;
import io.scapro.cli.cat.engine.CatSettings;
import io.scapro.cli.cat.engine.Streams;
import io.scapro.interop.Requirement;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.Await;
import io.scapro.suite.TestCa;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of docs/cat-differences.md: what the original does, and what ours does. */
@Timeout(120)
class CatDifferencesIT {

  private static final byte[] NOTHING = new byte[0];

  @TempDir Path folder;

  @BeforeEach
  void require() {
    Requirement.program("nanocat");
    Requirement.program("nngcat");
    Requirement.program("gcc");
  }

  private List<Ran> run(boolean ours, String... lines) throws IOException {
    Path run = Files.createTempDirectory(folder, "r");
    Script.Starter starter =
        (i, words) -> ours ? InProcess.start(NOTHING, words) : Spawned.start(NOTHING, words);
    return new Script("row", List.of(lines)).run(run, folder, starter);
  }

  private List<Ran> theirs(String... lines) throws IOException {
    return run(false, lines);
  }

  private List<Ran> ours(String... lines) throws IOException {
    return run(true, lines);
  }

  private static Ran ran(int exit, String out, String complaint) {
    return new Ran(exit, out.getBytes(), complaint);
  }

  @Test
  void row1FractionsOfReceiveTimeouts() throws IOException {
    String line = "nanocat --pull --connect %s -A --recv-timeout 0.9";
    assertLostOrNot(theirs("nngcat --push --listen IPC -D x &", line.formatted("IPC")).get(0));
    Streams streams = new Streams(new ByteArrayInputStream(NOTHING), System.out, System.err);
    CatSettings ours = CatFaces.parse(List.of(line.formatted("ipc://x").split(" ")), streams);
    assertEquals(Duration.ofMillis(900), ours.receiveTimeout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--pub", "--bus"})
  void row2MessagesToNobody(String protocol) throws IOException {
    String peer = protocol.equals("--pub") ? "--sub" : "--bus";
    String hears = "nngcat " + peer + " --listen IPC -A --count 1 --recv-timeout 2";
    String says =
        "nanocat "
            + protocol
            + " --connect IPC -D x"
            + (peer.equals("--bus") ? " --recv-timeout 1" : "");
    assertLostOrNot(theirs(hears, says).get(0));
    assertEquals(ran(0, "x", ""), ours(hears.replace("2", "20"), says).get(0));
  }

  /** It depends on the moment. */
  private static void assertLostOrNot(Ran theirs) {
    assertTrue(Set.of("", "x", "x\n").contains(theirs.text()), theirs.text());
  }

  @Test
  void row2SurveysOfNobody() throws IOException {
    String answers = "nngcat --respondent --listen IPC -D answer &";
    String asks = "nanocat --surveyor --connect IPC -D question -A";
    Ran theirs = theirs(answers, asks).get(0);
    assertTrue(Set.of("", "answer\n").contains(theirs.text()), theirs.text());
    assertEquals(List.of(ran(0, "answer\n", "")), ours(answers, asks));
  }

  /** What the original loses depends on the moment; OneShotIT counts what ours delivers. */
  @Test
  void row3MessagesOnTheirWay() throws IOException {
    String pulls = "nngcat --pull --listen IPC -A --recv-timeout 2 --count 1";
    assertLostOrNot(theirs(pulls, "nanocat --push --connect IPC -D x").get(0));
    assertEquals(
        ran(0, "x", ""),
        ours(pulls.replace("2", "20"), "nanocat --push --connect IPC -D x").get(0));
  }

  @Test
  void row4PairOfEitherVersion() throws IOException {
    String line = "nngcat --pair --listen IPC --recv-timeout 1";
    assertEquals(List.of(ran(1, "", "No protocol specified.")), theirs(line));
    assertEquals(List.of(ran(0, "", "")), ours(line));
    assertEquals(
        List.of(ran(0, "b", ""), ran(0, "a", "")),
        ours("nngcat --pair --listen IPC -A -D a -C 1", "nngcat --pair1 --dial IPC -A -D b -C 1"));
    assertEquals(
        List.of(ran(0, "b", ""), ran(0, "a", "")),
        ours(
            "nngcat --pair0 --listen IPC -A -D a -C 1",
            "nngcat --pair --compat --dial IPC -A -D b --recv-timeout 3"));
  }

  @Test
  void row5CountsWithoutInterval() throws IOException {
    String answers = "nngcat --rep --listen IPC -D answer &";
    String asks = "nngcat --req --dial IPC -D question -Q --count 2";
    Ran theirs = theirs(answers, asks).get(0); // at any moment, and now and then at none
    String complaint = theirs.exit() == 0 ? "" : "Cannot set recv timeout: Invalid argument";
    assertEquals(complaint, theirs.complaint());
    assertEquals(List.of(ran(0, "\"answer\"\n\"answer\"\n", "")), ours(answers, asks));
  }

  @Test
  void row6AddressesOnStandardError() throws IOException {
    String line = "nanocat --pull --bind IPC -v --recv-timeout 1";
    assertEquals(List.of(ran(0, "", "")), theirs(line));
    assertEquals(List.of(ran(0, "", "Listening at: ipc://RUN/s")), ours(line));
  }

  @Test
  void row7EmptyFiles() throws IOException {
    Files.createFile(folder.resolve("empty"));
    String pulls = "nngcat --pull --listen IPC -Q --count 1 --recv-timeout 20";
    String pushes = "nanocat --push --connect IPC -F FOLDER/empty";
    assertEquals(134, theirs(pushes).get(0).exit());
    assertEquals(List.of(ran(0, "\"\"\n", ""), ran(0, "", "")), ours(pulls, pushes));
  }

  @Test
  void row8FoldersAsFiles() throws IOException {
    String line = "nanocat --push --connect IPC -F FOLDER";
    Path run = Files.createTempDirectory(folder, "r");
    try (Spawned theirs =
            Spawned.start(
                NOTHING, List.of("nanocat", "--push", "-x", "" + run, "-F", "" + folder));
        Spawned refused = Spawned.start(NOTHING, List.of("nngcat", "--pull"))) {
      refused.end();
      assertTrue(theirs.isAlive());
    }
    assertEquals(
        List.of(ran(2, "", "Error reading file ``" + folder + "'': Is a directory")), ours(line));
  }

  @Test
  void row9FoldersAsAddresses() throws IOException {
    assertEquals(134, theirs("nanocat --pull --bind=ipc://FOLDER").get(0).exit());
    assertEquals(
        List.of(ran(3, "", "Can't bind: Address already in use")),
        ours("nanocat --pull --bind=ipc://FOLDER"));
  }

  @Test
  void row10FreePorts() throws IOException {
    String line = "nanocat --pull --bind=tcp://127.0.0.1:0 --recv-timeout 0.1";
    assertEquals(List.of(ran(3, "", "Can't bind: Invalid argument")), theirs(line));
    assertEquals(List.of(ran(0, "", "")), ours(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", ""})
  void row11HostNames(String host) throws IOException {
    String line = "nanocat --pull --bind=tcp://" + host + ":%s --recv-timeout 0.1";
    assertEquals(List.of(ran(3, "", "Can't bind: No such device")), theirs(line.formatted("1")));
    assertEquals(List.of(ran(0, "", "")), ours(line.formatted("0")));
  }

  @Test
  void row12MoreTransportsInNanocat() throws IOException {
    TestCa ca = new TestCa(folder, "authority");
    TestCa.Issued localhost = ca.issueRsa("localhost");
    String tls =
        " --recv-timeout 0.1 --cacert %s --cert %s --key %s"
            .formatted(ca.pem(), localhost.certificate(), localhost.key());
    List<String> urls =
        List.of(
            "tls+tcp://127.0.0.1:0",
            "wss://127.0.0.1:0/sp",
            "unix://" + folder.resolve("u"),
            "abstract://scapro-" + UUID.randomUUID());
    for (String url : urls) {
      String line = "nanocat --pull --bind=" + url;
      assertEquals(List.of(ran(3, "", "Can't bind: Protocol not supported")), theirs(line));
      assertEquals(List.of(ran(0, "", "")), ours(line + tls), url);
    }
  }

  @Test
  void row13MoreProtocols() throws IOException {
    for (String what : List.of("--star", "--pair1")) {
      String line = "nanocat " + what + " --bind IPC --recv-timeout 0.1";
      assertEquals(List.of(ran(1, "", "nanocat: Unknown option ``" + what + "''")), theirs(line));
      assertEquals(List.of(ran(0, "", "")), ours(line));
    }
    String line = "nngcat --star --listen IPC --recv-timeout 1";
    assertEquals(List.of(ran(1, "", "Option --star is invalid.")), theirs(line));
    assertEquals(List.of(ran(0, "", "")), ours(line));
    String poly = "nngcat --pair1 --poly --listen IPC --recv-timeout 1";
    assertEquals(List.of(ran(1, "", "Option --poly is invalid.")), theirs(poly));
    assertEquals(List.of(ran(0, "", "")), ours(poly));
  }

  @Test
  void row14ListeningWithoutAPort() throws IOException {
    String line = "nngcat --pull --listen=tcp://127.0.0.1 --recv-timeout 1";
    assertEquals(List.of(ran(0, "", "")), theirs(line));
    assertEquals(
        List.of(ran(1, "", "Unable to create listener for tcp://127.0.0.1: Address invalid")),
        ours(line));
  }

  @Test
  void row15SchemesOfOneIpVersion() throws IOException {
    String line = "nngcat --pull --listen=tcp4://127.0.0.1:0 --recv-timeout 1";
    assertEquals(List.of(ran(0, "", "")), theirs(line));
    assertEquals(1, ours(line).get(0).exit());
    assertTrue(ours(line).get(0).complaint().endsWith(": Not supported"));
  }

  @Test
  void row16DialingPortZero() throws IOException {
    String line = "nngcat --pull --dial tcp://127.0.0.1:0";
    assertTrue(theirs(line).get(0).complaint().endsWith(": Connection refused"));
    assertTrue(ours(line).get(0).complaint().endsWith(": Address invalid"));
  }

  @Test
  void row17NumbersBeyondAllBounds() throws IOException {
    assertEquals(
        List.of(ran(1, "", "No address specified.")), theirs("nngcat --count 99999999999"));
    assertEquals(
        List.of(ran(1, "", "Integer argument too large.")), ours("nngcat --count 99999999999"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat --help", "nanocat -h", "nngcat --help", "nngcat -h"})
  void row18HelpInOwnWords(String line) throws IOException {
    Ran theirs = theirs(line).get(0);
    Ran ours = ours(line).get(0);
    assertEquals(theirs.exit(), ours.exit());
    assertNotEquals(theirs.text(), ours.text());
    assertTrue(theirs.text().startsWith("Usage:") && ours.text().startsWith("Usage:"));
  }

  @ParameterizedTest
  @CsvSource({
    "nanocat --recv-timeout 2, 3, Can't send: Message too long",
    "nngcat --recv-timeout 2, 1, Send error: Message too large",
  })
  void row22QuestionsThatAreTooLong(String tool, int exit, String complaint) throws IOException {
    Files.write(folder.resolve("long"), new byte[1_100_000]);
    String answers = "nanocat --rep --bind IPC -D answer &";
    String asks = tool + " --req --connect IPC -F FOLDER/long -A";
    Ran theirs = theirs(answers, asks).get(0); // its patience ends, and it knows no more
    assertFalse(theirs.complaint().contains("too l"), theirs.complaint());
    assertEquals(List.of(ran(exit, "", complaint)), ours(answers, asks.replace(" 2 ", " 20 ")));
  }

  @Test
  void row23LengthsOnStandardError() throws IOException {
    Files.write(folder.resolve("long"), new byte[1_100_000]);
    String pulls = "nanocat --pull -v --bind IPC --recv-timeout 2";
    String pushes = "nanocat --push -v --connect IPC -F FOLDER/long";
    assertEquals("", theirs(pulls, pushes).get(0).complaint());
    Ran ours = ours(pulls, pushes).get(0);
    assertTrue(
        ours.err().contains("expected a message of at most 1048576 bytes, got 1100000"),
        ours.err());
  }

  @Test
  void row26ReasonsToWait() throws IOException {
    String line = "nanocat --pull --connect IPC --recv-timeout 2";
    assertEquals(List.of(ran(0, "", "")), theirs(line));
    assertEquals(
        List.of(
            ran(
                0,
                "",
                "nanocat: cannot connect to ipc://RUN/s: expected a socket at ipc://RUN/s, got"
                    + " nothing; do: start the server, or check the path; trying again")),
        ours(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nngcat --version", "nngcat -V"})
  void row19Versions(String line) throws IOException {
    Ran theirs = theirs(line).get(0);
    Ran ours = ours(line).get(0);
    assertEquals(0, theirs.exit());
    assertEquals(0, ours.exit());
    assertTrue(theirs.text().matches("\\d+\\.\\d+\\.\\d+.*\\n"), theirs.text());
    assertTrue(ours.text().startsWith("scapro "), ours.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS", "WSS"})
  void row20ListenersWithoutACertificate(String url) throws IOException {
    String line = "nngcat --pull --listen " + url + " --recv-timeout 1";
    assertEquals(List.of(ran(0, "", "")), theirs(line));
    assertEquals(List.of(ran(1, "", "Unable to configure TLS: Cryptographic error")), ours(line));
  }

  @Test
  void row21NamesWithAPath() throws IOException {
    Path theirs = Files.createSymbolicLink(folder.resolve("nanocat"), found("nanocat"));
    try (Spawned tool = Spawned.start(NOTHING, List.of("" + theirs, "--xyz"))) {
      assertEquals(theirs + ": Unknown option ``--xyz''", tool.end().complaint());
    }
    Path home = Launched.install(folder.resolve("home")).getParent();
    Path ours = Files.copy(Path.of("bin/nanocat"), home.resolve("nanocat"));
    assertTrue(ours.toFile().setExecutable(true));
    try (Spawned tool = Spawned.start(NOTHING, List.of("" + ours, "--xyz"))) {
      assertEquals("nanocat: Unknown option ``--xyz''", tool.end().complaint());
    }
  }

  private static Path found(String program) {
    for (String each : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(each, program))) {
        return Path.of(each, program);
      }
    }
    throw new AssertionError("no " + program);
  }

  @Test
  void everyRowHasItsTest() throws IOException {
    List<String> tests =
        List.of(CatDifferencesIT.class.getDeclaredMethods()).stream()
            .map(method -> method.getName())
            .toList();
    List<String> rows =
        Files.readAllLines(Path.of("docs/cat-differences.md")).stream()
            .filter(line -> line.matches("\\| \\d+ .*"))
            .map(line -> line.split(" ")[1])
            .toList();
    assertFalse(rows.isEmpty());
    for (String row : rows) {
      assertTrue(tests.stream().anyMatch(name -> name.matches("row" + row + "\\D.*")), row);
    }
  }

  @Test
  void row24LongPaths() throws IOException {
    String url = "ipc://" + folder + "/" + "n".repeat(107 - folder.toString().length() - 1);
    String nanocat = "nanocat --pull --bind " + url + " --recv-timeout 0.1";
    String nngcat = "nngcat --pull0 --listen " + url + " --recv-timeout 1";
    assertEquals(0, theirs(nanocat).get(0).exit());
    assertEquals(List.of(ran(0, "", "")), theirs(nngcat));
    for (String line : List.of(nanocat, nngcat)) {
      Ran ours = ours(line).get(0);
      assertNotEquals(0, ours.exit());
      assertTrue(
          ours.err().contains("\nexpected a path of at most 106 bytes, not 107"), ours.err());
    }
  }

  @Test
  void row24LongNames() throws IOException {
    String line = "nngcat --pull0 --listen abstract://" + "n".repeat(107) + " --recv-timeout 1";
    assertEquals(List.of(ran(0, "", "")), theirs(line));
    Ran ours = ours(line).get(0);
    assertNotEquals(0, ours.exit());
    assertTrue(ours.err().contains("\nexpected a name of 1 to 106 bytes, not 107"), ours.err());
  }

  @Test
  void row25HiddenNames() throws Exception {
    Path path = folder.resolve("s");
    String line = "--pull --bind ipc://" + path + " -v --recv-timeout 60";
    Process theirs = new ProcessBuilder(("nanocat " + line).split(" ")).start();
    try {
      while (!boundIn(folder).equals(List.of(path.toString()))) {
        Thread.onSpinWait();
      }
    } finally {
      theirs.destroy();
      theirs.waitFor();
    }
    Files.deleteIfExists(path);
    Vertx vertx = Vertx.vertx();
    Await.result(PullSocket.create(vertx).bind("ipc://" + path));
    List<String> ours = boundIn(folder);
    Await.result(vertx.close());
    assertEquals(1, ours.size());
    assertTrue(ours.get(0).matches(Pattern.quote(folder + "/.") + "[0-9a-z]{5}"), ours.get(0));
  }

  /** What {@code ss -xl} shows. */
  private static List<String> boundIn(Path folder) throws IOException {
    return Files.readAllLines(Path.of("/proc/net/unix")).stream()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .filter(name -> name.startsWith(folder + "/"))
        .distinct()
        .toList();
  }
}
