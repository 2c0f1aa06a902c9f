package io.scapro.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.SocketOptions;
import io.scapro.cli.Scapro;
import io.scapro.cli.top.Screen.Sort;
import io.scapro.metrics.StatisticsFeed;
import io.scapro.protocol.PubSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code scapro top}: what it makes of snapshots, and that it gets them. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class TopTest {

  @TempDir Path folder;

  private static JsonObject snapshot(int second, JsonObject... sockets) {
    return new JsonObject()
        .put("version", 1)
        .put("time", "2026-01-01T00:00:0" + second + "Z")
        .put("sockets", new JsonArray(List.of(sockets)));
  }

  private static JsonObject socket(int id, String name, long sent, long dropped) {
    JsonObject pipe =
        new JsonObject()
            .put("id", 7)
            .put("remoteAddress", "127.0.0.1:41000")
            .put("writtenMessages", sent)
            .put("writtenBytes", 10 * sent)
            .put("receivedMessages", 0L)
            .put("receivedBytes", 0L)
            .put("queuedMessages", 3L);
    return new JsonObject()
        .put("id", id)
        .put("name", name)
        .put("protocol", "push")
        .put("pipes", 1)
        .put("written", sent)
        .put("writtenBytes", 10 * sent)
        .put("received", 0L)
        .put("receivedBytes", 0L)
        .put("queuedToSend", 3L)
        .put("queuedToDeliver", 0L)
        .put("dropped", new JsonObject().put("PEER_FULL", dropped))
        .put("peers", new JsonArray().add(pipe));
  }

  private static final Rates RATES =
      Rates.between(
          snapshot(1, socket(1, "slow", 100, 0), socket(2, "fast", 0, 0)),
          snapshot(
              3, socket(1, "slow", 101, 8), socket(2, "fast", 5000, 0), socket(3, "new", 9, 0)));

  @Test
  void makesRatesOfTwoSnapshots() {
    Rates.Row slow = RATES.rows().get(0);
    assertEquals(0.5, slow.sent());
    assertEquals(5, slow.sentBytes());
    assertEquals(4, slow.dropping());
    assertEquals(8, slow.dropped());
    assertEquals(0, RATES.rows().get(2).sent()); // since when it counts is not known
    assertEquals(2500, RATES.rows().get(1).peers().get(0).sent());
  }

  @Test
  void sortsByWhatIsAskedFor() {
    assertTrue(new Screen(0, 0).lines(RATES, Sort.SENT).get(2).startsWith("fast"));
    assertTrue(new Screen(0, 0).lines(RATES, Sort.SENT.on('d')).get(2).startsWith("slow"));
    assertTrue(new Screen(0, 0).lines(RATES, Sort.SENT.on('n')).get(4).startsWith("new"));
    assertEquals(Sort.NAME, Sort.NAME.on('x'));
  }

  @Test
  void fitsTheTerminal() {
    List<String> lines = new Screen(40, 5).lines(RATES, Sort.SENT);
    assertEquals(5, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.length() <= 40), lines::toString);
    assertEquals("… 4 more", lines.get(4));
    assertTrue(lines.get(2).endsWith("…"), lines.get(2));
    assertTrue(new Screen(0, 0).lines(RATES, Sort.SENT).stream().allMatch(l -> l.length() <= 80));
  }

  @Test
  void letsNoNameSteerTheTerminal() {
    Rates evil = Rates.between(null, snapshot(1, socket(1, "\u001b[2Jx", 0, 0)));
    assertTrue(new Screen(0, 0).lines(evil, Sort.NAME).get(2).startsWith("?[2Jx "));
    JsonObject socket = socket(1, "\u009b2Jx", 0, 0).put("protocol", "\u001b[2J");
    Rates worse = Rates.between(null, snapshot(1, socket).put("time", "\u001b[2J\u007f\n"));
    for (String line : new Screen(0, 0).lines(worse, Sort.NAME)) {
      assertTrue(line.chars().noneMatch(Character::isISOControl), line);
    }
  }

  @Test
  void makesRatesOfSnapshotsThatAreCenturiesApart() {
    JsonObject early = snapshot(1, socket(1, "slow", 0, 0)).put("time", "0026-01-01T00:00:00Z");
    JsonObject late = snapshot(1, socket(1, "slow", 100, 0));
    double rate = Rates.between(early, late).rows().get(0).sent();
    assertTrue(rate > 0 && rate < 1e-6, () -> "expected nearly 0, got " + rate);
    assertEquals(0, Rates.between(late, early).rows().get(0).sent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"time\": \"soon\", \"sockets\": []}",
        "{\"sockets\": []}",
        "{\"time\": 5}",
        "{\"time\": \"2026-01-01T00:00:01Z\", \"sockets\": [{\"id\": 1, \"name\": null}]}",
        "{\"time\": \"2026-01-01T00:00:01Z\", \"sockets\": {}}",
        "[]",
        "no JSON",
      })
  void saysThatAMessageIsNoSnapshot(String message) {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> Rates.between(snapshot(1), Rates.snapshot(Buffer.buffer(message))));
    String text = failure.getMessage();
    assertTrue(text.startsWith("expected a snapshot of a statistics feed, got "), text);
  }

  private String feed(Vertx vertx) {
    PubSocket pub = PubSocket.create(vertx, new SocketOptions().setName("monitor"));
    StatisticsFeed.start(vertx, pub, Duration.ofMillis(50));
    return pub.bind("tcp://127.0.0.1:0").await().address().toString();
  }

  private static List<String> top(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = Scapro.commandLine().setOut(new PrintWriter(out));
    assertEquals(0, line.execute(arguments));
    return out.toString().lines().toList();
  }

  @Test
  void printsOnePictureOfARunningProcess(Vertx vertx) {
    List<String> lines = top("top", "--once", feed(vertx));
    assertTrue(lines.get(0).endsWith("1 sockets, 1 pipes, by sent"), lines::toString);
    assertTrue(lines.get(1).startsWith("SOCKET"), lines::toString);
    assertTrue(lines.get(2).startsWith("monitor        pub            1"), lines::toString);
    assertTrue(lines.get(3).startsWith("  127.0.0.1:"), lines::toString);
  }

  @Test
  void findsTheFeedInTheConfigurationOfTheProcess(Vertx vertx) throws Exception {
    String url = feed(vertx).replace("127.0.0.1", "*");
    JsonObject config =
        new JsonObject()
            .put("verticles", new JsonArray().add(new JsonObject().put("name", "scapro:health")))
            .put(
                "monitor",
                new JsonObject().put("bind", new JsonArray().add("mounted://monitor").add(url)));
    Path file = Files.writeString(folder.resolve("process.json"), config.encode());
    JsonObject snapshot = new JsonObject(top("top", "--once", "--json", file.toString()).get(0));
    assertEquals(1, snapshot.getInteger("version"));
    assertEquals("monitor", snapshot.getJsonArray("sockets").getJsonObject(0).getString("name"));
  }

  @Test
  void tellsWhenNothingIsPublished() throws Exception {
    StringWriter err = new StringWriter();
    CommandLine line = Scapro.commandLine().setErr(new PrintWriter(err));
    String nobody = "ipc://" + folder.resolve("nobody");
    assertEquals(1, line.execute("top", "--timeout", "50ms", nobody));
    assertTrue(err.toString().contains("expected statistics from " + nobody), err::toString);
    assertEquals(2, line.execute("top", "conf/device.json"));
    assertTrue(err.toString().contains("expected \"monitor\": {\"bind\": URL}"), err::toString);
  }
}
