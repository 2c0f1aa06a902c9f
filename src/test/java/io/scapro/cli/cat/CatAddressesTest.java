package io.scapro.cli.cat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.scapro.cli.Launched;
import io.scapro.protocol.RepSocket;
import io.scapro.suite.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
@Timeout(120)
class CatAddressesTest {

  @TempDir Path folder;

  /** A process of its own, for its hosts file. */
  @Test
  void nngcatTriesEachAddressOfAName(Vertx vertx) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "::1 both\n127.0.0.1 both\n");
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("ok")));
    String url = Await.result(rep.bind("tcp://[::1]:0")).address().toString();
    String[] command = {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-Dvertx.disableDnsResolver=true",
      "-Djdk.net.hosts.file=" + hosts,
      "-XX:TieredStopAtLevel=1",
      "-cp",
      System.getProperty("java.class.path"),
      "io.scapro.cli.Main",
      "nngcat",
      "--req0",
      "--dial",
      "tcp://both" + url.substring(url.lastIndexOf(':')),
      "-D",
      "hi",
      "-A"
    };
    try (Launched nngcat = Launched.start(folder, command)) {
      assertEquals("ok", nngcat.line());
      assertEquals(0, nngcat.end(), nngcat.errors());
    }
  }

  /** nanomsg and mangos read schemes as they are written, nng does not. */
  @ParameterizedTest
  @CsvSource({
    "nanocat --push --connect TCP://127.0.0.1:1 -D x, 3, Can't connect: Protocol not supported",
    "nanocat --pull --bind TCP://127.0.0.1:0, 3, Can't bind: Protocol not supported",
    "nanocat --pull --bind tCp://127.0.0.1:0, 3, Can't bind: Protocol not supported",
  })
  void nanocatKnowsTransportsInLowerCase(String line, int exit, String complaint) {
    assertEquals(new Ran(exit, new byte[0], complaint), InProcess.start(line).end());
  }

  @Test
  void nngcatKnowsThemInAnyCase() {
    Ran ran = InProcess.start("nngcat --push --dial TCP://127.0.0.1:1 -D x").end();
    assertEquals(1, ran.exit());
    assertEquals("Unable to dial on TCP://127.0.0.1:1: Connection refused", ran.complaint());
    assertNotEquals(
        0, InProcess.start("macat --push --connect TCP://127.0.0.1:1 -D x").end().exit());
  }
}
