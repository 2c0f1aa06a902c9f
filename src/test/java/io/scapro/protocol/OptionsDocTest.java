package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.CommonOptions;
import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.transport.ClusterOptions;
import io.scapro.transport.IpcOptions;
import io.scapro.transport.TcpOptions;
import io.scapro.transport.TlsOptions;
import io.scapro.transport.WebSocketOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page about the options, against the options. */
class OptionsDocTest {

  private static final Map<String, CommonOptions<?>> BY_PROTOCOL =
      Map.ofEntries(
          Map.entry("pair", new SocketOptions()),
          Map.entry("pair1", new Pair1Options()),
          Map.entry("pub", new SocketOptions()),
          Map.entry("sub", new SubOptions()),
          Map.entry("req", new ReqOptions()),
          Map.entry("rep", new AnswerOptions()),
          Map.entry("push", new SocketOptions()),
          Map.entry("pull", new SocketOptions()),
          Map.entry("surveyor", new SurveyorOptions()),
          Map.entry("respondent", new AnswerOptions()),
          Map.entry("bus", new SocketOptions()),
          Map.entry("star", new StarOptions()));

  private static final Set<String> TABLES_OF_THEIR_OWN =
      Set.of("endpoint", "tcp", "ipc", "tls", "webSocket", "cluster", "foreign");

  /** The cells of the table below {@code heading}. */
  private static List<String[]> rows(String heading) throws IOException {
    String page = Files.readString(Path.of("docs/options.md"));
    String section = page.substring(page.indexOf("\n## " + heading + "\n") + 1);
    int end = section.indexOf("\n## ");
    return (end < 0 ? section : section.substring(0, end))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip))
        .map(cells -> cells.toArray(String[]::new))
        .toList();
  }

  private static String code(String cell) {
    return cell.replace("`", "");
  }

  /** Name and default, as documented. */
  private static Map<String, String> documented(String heading) throws IOException {
    Map<String, String> result = new TreeMap<>();
    rows(heading).forEach(row -> result.put(code(row[0]), code(row[3])));
    return result;
  }

  /** Name and default, as they are. */
  private static Map<String, String> real(JsonObject options) {
    Map<String, String> result = new TreeMap<>();
    options.forEach(option -> result.put(option.getKey(), Json.encode(option.getValue())));
    result.keySet().removeAll(TABLES_OF_THEIR_OWN);
    return result;
  }

  @Test
  void namesWhatEverySocketHas() throws IOException {
    assertEquals(real(new SocketOptions().toJson()), documented("Every socket"));
  }

  @Test
  void namesWhatEveryEndpointHas() throws IOException {
    assertEquals(real(new EndpointOptions().toJson()), documented("Every endpoint"));
  }

  @Test
  void namesWhatTcpHas() throws IOException {
    assertEquals(real(new TcpOptions().toJson()), documented("TCP endpoints"));
  }

  @Test
  void namesWhatIpcHas() throws IOException {
    assertEquals(real(new IpcOptions().toJson()), documented("ipc endpoints"));
  }

  @Test
  void namesWhatTlsHas() throws IOException {
    assertEquals(real(new TlsOptions().toJson()), documented("TLS endpoints"));
  }

  @Test
  void namesWhatWebSocketsHave() throws IOException {
    assertEquals(real(new WebSocketOptions().toJson()), documented("WebSocket endpoints"));
  }

  @Test
  void namesWhatClustersHave() throws IOException {
    assertEquals(real(new ClusterOptions().toJson()), documented("Cluster endpoints"));
  }

  @Test
  void namesWhatOneProtocolHas() throws IOException {
    Set<String> documented = new TreeSet<>();
    rows("One protocol").forEach(r -> documented.add(r[4] + " " + code(r[0]) + " " + code(r[3])));
    Set<String> real = new TreeSet<>();
    Set<String> common = real(new SocketOptions().toJson()).keySet();
    BY_PROTOCOL.forEach(
        (protocol, options) ->
            real(options.toJson())
                .forEach(
                    (name, value) -> {
                      if (!common.contains(name)) {
                        real.add(protocol + " " + name + " " + value);
                      }
                    }));
    assertEquals(real, documented);
  }

  @Test
  void knowsEveryProtocol() {
    Set<String> registered = new TreeSet<>();
    new Protocols().protocols().forEach(each -> registered.add(each.identity().name()));
    assertEquals(
        registered,
        new TreeSet<>(BY_PROTOCOL.keySet()),
        "registered protocols, and BY_PROTOCOL here");
  }
}
