package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Launched;
import io.scapro.interop.Requirement;
import io.scapro.repository.SourceTree;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application in {@code examples/orders}: Maven builds and tests it against the jar. */
@Timeout(300)
class OrdersIT {

  private static final Path SOURCE = Path.of("examples/orders");
  private static final Pattern VERSION = Pattern.compile("<([\\w.-]+[.]version)>([^<]+)</");
  private static final Pattern COUNTS =
      Pattern.compile("<testsuite [^>]*tests=\"(\\d+)\" errors=\"0\" skipped=\"0\" failures=\"0\"");

  @TempDir private static Path home;

  private static Path project;

  @BeforeAll
  static void build() throws Exception {
    Requirement.program("openssl");
    project = home.resolve("orders");
    for (Path file : SourceTree.files()) {
      if (file.startsWith(SOURCE)) {
        Path copy = project.resolve(SOURCE.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    new OutsideMaven(home).run(project, List.of("package"));
  }

  /** Otherwise a build without a network would not find its plugins and libraries. */
  @Test
  void hasTheVersionsOfTheBuild() throws Exception {
    Path pom = SOURCE.resolve("pom.xml");
    assertEquals(OutsideMaven.ours("version"), OutsideMaven.in(pom, "scapro.version"));
    List<String> names =
        VERSION.matcher(Files.readString(pom)).results().map(match -> match.group(1)).toList();
    assertTrue(names.containsAll(List.of("vertx.version", "surefire.version")), names::toString);
    for (String name : names) {
      if (!name.equals("scapro.version")) {
        assertEquals(OutsideMaven.ours(name), OutsideMaven.in(pom, name), name);
      }
    }
  }

  @Test
  void itsTestsHaveRun() throws Exception {
    try (Stream<Path> reports = Files.list(project.resolve("target/surefire-reports"))) {
      List<Path> suites = reports.filter(file -> file.toString().endsWith(".xml")).toList();
      assertTrue(suites.size() >= 7, suites::toString);
      for (Path suite : suites) {
        assertTrue(COUNTS.matcher(Files.readString(suite)).find(), suite::toString);
      }
    }
  }

  /** As README of the folder says; only the ports are free ones. */
  @Test
  void startsWithOneCommand() throws Exception {
    String service = "=tls+tcp://127.0.0.1:0";
    try (Launched running =
        Launched.start(
            home,
            project.resolve("run").toString(),
            "http=0",
            "orders" + service,
            "events" + service,
            "jobs" + service,
            "results" + service)) {
      String line = running.line();
      assertTrue(line.startsWith("orders: running, http://127.0.0.1:"), line);
      URI orders = URI.create(line.substring(line.indexOf("http"))).resolve("orders/");
      String tea = "{\"id\":\"1\",\"item\":\"tea\",\"quantity\":2}";
      send(HttpRequest.newBuilder(orders.resolve("../orders")).POST(BodyPublishers.ofString(tea)));
      JsonObject found = send(HttpRequest.newBuilder(orders.resolve("1")));
      assertEquals("tea", found.getString("item"));
      running.signal("TERM");
      assertEquals(143, running.end(), running.errors());
    }
  }

  private static JsonObject send(HttpRequest.Builder request) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    assertEquals(2, response.statusCode() / 100, response.body());
    return new JsonObject(response.body());
  }
}
