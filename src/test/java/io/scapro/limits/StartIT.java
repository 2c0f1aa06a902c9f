package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.browser.Chromium;
import io.scapro.browser.Page;
import io.scapro.cli.Launched;
import io.scapro.repository.SourceTree;
import io.scapro.suite.ReservedPort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project in {@code examples/start}, which {@code docs/start/index.md} shows: Maven builds and
 * tests it against the jar; the service, the client and the page run.
 */
@Timeout(300)
class StartIT {

  private static final Path SOURCE = Path.of("examples/start");

  /** What pom.xml of this build has for the versions there. */
  private static final Map<String, String> VERSIONS =
      Map.of(
          "scapro", "version",
          "micrometer-registry-prometheus", "micrometer.version",
          "maven-compiler-plugin", "maven-compiler-plugin.version",
          "maven-resources-plugin", "maven-resources-plugin.version",
          "maven-surefire-plugin", "surefire.version",
          "maven-dependency-plugin", "maven-dependency-plugin.version");

  private static final String REPLY =
      """
      const shown = document.getElementById('reply');
      await new Promise((done) => {
        const look = () => shown.textContent !== 'waiting' && done();
        new MutationObserver(look).observe(shown, { childList: true });
        look();
      });
      return shown.textContent;
      """;

  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir private static Path home;

  private static Path project;

  @BeforeAll
  static void build() throws Exception {
    project = home.resolve("start");
    for (Path file : SourceTree.files()) {
      if (file.startsWith(SOURCE)) {
        Path copy = project.resolve(SOURCE.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    new OutsideMaven(home)
        .run(project, List.of("test", "dependency:copy-dependencies", "-DincludeScope=runtime"));
  }

  /** Otherwise a build without a network would not find its plugins and libraries. */
  @Test
  void hasTheVersionsOfTheBuild() throws Exception {
    String pom = Files.readString(SOURCE.resolve("pom.xml"));
    for (Map.Entry<String, String> each : VERSIONS.entrySet()) {
      String text = pom.substring(pom.indexOf("<artifactId>" + each.getKey() + "</artifactId>"));
      String version = "<version>" + OutsideMaven.ours(each.getValue()) + "</version>";
      assertTrue(text.lines().skip(1).findFirst().orElse("").contains(version), each::toString);
    }
    for (String name : List.of("vertx.version", "junit.version")) {
      assertEquals(OutsideMaven.ours(name), OutsideMaven.in(SOURCE.resolve("pom.xml"), name));
    }
  }

  @Test
  void itsTestsHaveRun() throws Exception {
    String report =
        Files.readString(project.resolve("target/surefire-reports/TEST-example.GreetingTest.xml"));
    assertTrue(report.contains("tests=\"2\" errors=\"0\" skipped=\"0\" failures=\"0\""), report);
  }

  private static Launched start(String name, String... arguments) throws Exception {
    String[] command = new String[4 + arguments.length];
    command[0] = System.getProperty("java.home") + "/bin/java";
    command[1] = "-cp";
    command[2] = project.resolve("target/classes") + ":" + project.resolve("target/dependency/*");
    command[3] = "example." + name;
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    return Launched.start(home, command);
  }

  @Test
  void theClientAndThePageGetAGreeting() throws Exception {
    try (ReservedPort tcp = new ReservedPort();
        ReservedPort http = new ReservedPort();
        Launched server = start("Main", tcp.url(), Integer.toString(http.number()))) {
      String line = server.line();
      assertTrue(line.startsWith("running, "), line);
      try (Launched client = start("Client", tcp.url(), "world")) {
        assertEquals("hello world", client.line());
        assertEquals(0, client.end(), client.errors());
      }
      Page page = chromium.open("http://127.0.0.1:" + http.number() + "/");
      assertEquals("hello page", page.run(REPLY));
    }
  }

  @Test
  void aFailedStartEndsTheProgram() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "tcp://127.0.0.1:" + taken.getLocalPort();
      try (Launched server = start("Main", url, "0")) {
        assertEquals(1, server.end());
        assertTrue(server.errors().contains("cannot start: "), server.errors());
        assertTrue(server.errors().contains("the address is in use; do: "), server.errors());
      }
    }
  }
}
