package io.scapro.cli.docs;

import static io.scapro.suite.Await.failure;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Reason;
import io.scapro.cli.Scapro;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scapro docs}: where it finds the manual, and what it serves. */
@ExtendWith(VertxExtension.class)
class DocsTest {

  @TempDir Path folder;

  private Path write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  @ParameterizedTest
  @CsvSource({
    "target/scapro-cli.jar, target/site/latest",
    "target/classes,        target/site/latest",
    "lib/scapro-cli.jar,    site"
  })
  void findsTheManualOfItsCheckoutOrDistribution(String code, String site) throws IOException {
    write(site + "/index.html", "the manual");
    assertEquals(folder.resolve(site), DocsServer.site(folder.resolve(code)));
  }

  @Test
  void tellsHowToMakeTheManual() {
    Path code = folder.resolve("target/scapro-cli.jar");
    String text =
        assertThrows(IllegalStateException.class, () -> DocsServer.site(code)).getMessage();
    Path wanted = folder.resolve("target/site/latest/index.html");
    assertEquals("expected the manual at %s, got none; do: run docs/build".formatted(wanted), text);
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void servesTheFilesOfTheManualAndNoOthers(Vertx vertx) throws Exception {
    Path first = write("site/index.html", "the first page");
    write("site/guides/index.html", "the guides");
    write("secret.txt", "not for the public");
    int port = result(DocsServer.listen(vertx, first.getParent(), 0)).actualPort();
    assertEquals("the first page", get(port, "/").body());
    assertEquals("the guides", get(port, "/guides/").body());
    assertEquals(404, get(port, "/nothing.html").statusCode());
    assertEquals(404, get(port, "/../secret.txt").statusCode());
    assertEquals(404, get(port, "/%2e%2e/secret.txt").statusCode());
  }

  @Test
  void showsAPageThatWasBuiltAgain(Vertx vertx) throws Exception {
    Path first = write("site/index.html", "old");
    int port = result(DocsServer.listen(vertx, first.getParent(), 0)).actualPort();
    assertEquals("old", get(port, "/").body());
    write("site/index.html", "new and longer");
    HttpResponse<String> again = get(port, "/");
    assertEquals("new and longer", again.body());
    assertTrue(again.headers().firstValue("Cache-Control").isEmpty(), again::toString);
  }

  @Test
  void letsPagesLoadNothingFromOtherHosts(Vertx vertx) throws Exception {
    Path first = write("site/index.html", "the first page");
    int port = result(DocsServer.listen(vertx, first.getParent(), 0)).actualPort();
    String policy = get(port, "/").headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'self';"), policy);
  }

  @Test
  void failsWhenThePortIsInUse(Vertx vertx) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket other = new ServerSocket(0, 1, here)) {
      assertEquals(
          Reason.ADDRESS_IN_USE, failure(DocsServer.listen(vertx, folder, other.getLocalPort())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "x"})
  void refusesWhatIsNoPort(String port) {
    StringWriter err = new StringWriter();
    assertEquals(
        2, Scapro.commandLine().setErr(new PrintWriter(err)).execute("docs", "--port", port));
    assertTrue(
        err.toString().contains("a whole number from 0 to 65535, got " + port), err::toString);
  }
}
