package io.scapro.interop;

import io.scapro.suite.Bodies;
import io.scapro.suite.RawPeer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The recordings beside the clone, and their fields. Their README tells what these mean. */
final class Vectors {

  static final Path FOLDER = Path.of("../shared/vectors");

  private Vectors() {}

  static boolean arePresent() {
    return Files.isDirectory(FOLDER);
  }

  /** Names of recordings; none where the folder is absent. */
  static Stream<String> names(String pattern) {
    String[] files = FOLDER.toFile().list();
    return files == null
        ? Stream.of()
        : Arrays.stream(files)
            .sorted()
            .map(file -> file.replaceFirst("\\.json$", ""))
            .filter(name -> name.matches(pattern));
  }

  static Stream<JsonObject> read(String name, String list) {
    try {
      String text = Files.readString(FOLDER.resolve(name + ".json"));
      return objects(new JsonObject(text).getJsonArray(list));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each side of each exchange: the recording's name, the exchange's id, whose part is played. */
  static Stream<Arguments> recordings(String pattern) {
    return names(pattern)
        .flatMap(
            name ->
                read(name, "exchanges")
                    .flatMap(
                        exchange ->
                            Stream.of("dialer", "listener")
                                .map(side -> Arguments.of(name, exchange.getString("id"), side))));
  }

  static JsonObject exchange(String name, String id) {
    return read(name, "exchanges")
        .filter(exchange -> exchange.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  /** What was tried on these {@code sockets} of {@code model}'s over {@code transport}. */
  static Stream<JsonObject> probes(
      String file, String model, String transport, Set<String> sockets) {
    return names(file)
        .flatMap(name -> read(name, "probes"))
        .filter(probe -> probe.getString("implementation").equals(model))
        .filter(probe -> probe.getString("transport").equals(transport))
        .filter(probe -> sockets.contains(probe.getString("socket")));
  }

  /** Says what the probe said. */
  static void send(JsonObject probe, RawPeer peer) throws IOException {
    for (Object part : probe.getJsonArray("sent")) {
      if (part instanceof JsonObject bytes) {
        peer.send(bytes.getString("hex"));
      } else {
        peer.halfClose(); // "then half close"
      }
    }
  }

  /** What the program answered. */
  static Buffer received(JsonObject probe) {
    return hex(probe.getJsonObject("observed").getJsonObject("received").getString("hex"));
  }

  /** What its application got. */
  static Stream<Buffer> delivered(JsonObject probe) {
    return objects(probe.getJsonObject("observed").getJsonArray("messages_delivered"))
        .map(body -> hex(body.getString("hex")));
  }

  static boolean isClosed(JsonObject probe) {
    return probe.getJsonObject("observed").getString("connection").startsWith("closed");
  }

  static Buffer header(JsonObject event) {
    return hex(event.getString("header"));
  }

  static Buffer body(JsonObject event) {
    String hex = event.getJsonObject("body").getString("hex");
    return hex == null ? Bodies.of("large70000") : hex(hex);
  }

  static Buffer hex(String hex) {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }
}
