package io.scapro.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigTest {

  @TempDir Path folder;

  private RunConfig read(String text) throws IOException {
    return RunConfig.read(Files.writeString(folder.resolve("run.json"), text));
  }

  @Test
  void readsVerticlesInOrderPastComments() throws IOException {
    RunConfig config =
        read(
            """
            // what we run
            {
              "verticles": [
                {"name": "scapro:rep", "config": {"bind": "tcp://127.0.0.1:0"}}, /* first */
                {"name": "a.B", "instances": 2, "worker": true}
              ],
              "monitor": {"bind": "tcp://127.0.0.1:0", "interval": "50ms"},
              "vertx": {"eventLoopPoolSize": 1}
            }
            """);
    RunConfig.Entry first = config.verticles().get(0);
    RunConfig.Entry second = config.verticles().get(1);
    assertEquals("scapro:rep", first.name());
    assertEquals("tcp://127.0.0.1:0", first.options().getConfig().getString("bind"));
    assertEquals(1, first.options().getInstances());
    assertEquals(2, second.options().getInstances());
    assertEquals(ThreadingModel.WORKER, second.options().getThreadingModel());
    RunConfig.Entry monitor = config.verticles().get(2);
    assertEquals("scapro:monitor", monitor.name());
    assertEquals("50ms", monitor.options().getConfig().getString("interval"));
    assertEquals(1, config.vertx().getInteger("eventLoopPoolSize"));
  }

  @Test
  void isInAClusterWhenItSaysSo() throws IOException {
    String verticles = "\"verticles\": [{\"name\": \"a.B\"}]";
    assertEquals(Optional.empty(), read("{" + verticles + "}").cluster());
    assertEquals(Optional.empty(), read("{\"cluster\": false, " + verticles + "}").cluster());
    assertEquals(
        Optional.of(new JsonObject()), read("{\"cluster\": true, " + verticles + "}").cluster());
    assertEquals(
        Optional.of(new JsonObject().put("name", "jobs")),
        read("{\"cluster\": {\"name\": \"jobs\"}, " + verticles + "}").cluster());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                           | Unexpected end-of-input",
        "{}                                          | expected \"verticles\" with at least one",
        "{\"verticle\": []}                          | did you mean \"verticles\"?",
        "{\"verticles\": {}}                         | verticles: expected an array, got an object",
        "{\"verticles\": [{\"name\": \"a\"}], \"cluster\": 1} | cluster: expected true, false or an object, got the number 1",
        "{\"verticles\": [{\"name\": \"a\"}], \"cluster\": {\"nam\": 1}} | did you mean \"name\"?",
        "{\"verticles\": [{\"name\": \"a\"}], \"monitor\": 7} | monitor: expected an object, got the number 7",
        "{\"verticles\": [7]}                        | verticles[0]: expected {\"name\": …}, got the number 7",
        "{\"verticles\": [{}]}                       | verticles[0]: expected \"name\"",
        "{\"verticles\": [{\"name\": \"a\", \"instances\": 0}]} | verticles[0].instances: expected a number from 1 to 2147483647, got 0",
        "{\"verticles\": [{\"name\": \"a\", \"conf\": {}}]}     | did you mean \"config\"?",
        "{\"verticles\": [{\"name\": \"a\", \"worker\": \"yes\"}]} | verticles[0].worker: expected true or false, got the string \"yes\"",
        "{\"verticles\": [{\"name\": \"a\"}], \"cluster\": {\"port\": \"1\"}} | cluster.port: expected a number, got the string \"1\"",
        "{\"verticles\": [{\"name\": \"a\"}], \"vertx\": {\"eventLoopPoolSize\": \"2\"}} | vertx.eventLoopPoolSize: expected a number, got the string \"2\"",
        "{\"verticles\": [{\"name\": \"a\"}], \"vertx\": {\"eventLoopPoolSize\": 1.5}} | vertx.eventLoopPoolSize: expected a whole number, got 1.5",
        "{\"verticles\": [{\"name\": \"a\"}], \"vertx\": {\"preferNativeTransport\": 1}} | vertx.preferNativeTransport: expected true or false, got the number 1",
        "{\"verticles\": [{\"name\": \"a\"}], \"vertx\": {\"eventBusOptions\": {\"port\": \"1\"}}} | vertx.eventBusOptions.port: expected a number, got the string \"1\"",
        "{\"verticles\": [{\"name\": \"a\"}], \"vertx\": {\"eventBusOptions\": 1}} | vertx.eventBusOptions: expected an object, got the number 1",
        "[] | expected an object, got an array",
        "null | expected an object, got null",
        "{\"verticles\": [{\"name\": \"a\"}], \"vertx\": {\"workerPolSize\": 1}} | did you mean \"workerPoolSize\"?",
      })
  void saysWhatIsWrongAndInWhichFile(String text, String expected) {
    var failure = assertThrows(IllegalArgumentException.class, () -> read(text));
    assertTrue(failure.getMessage().contains(expected), failure.getMessage());
    assertTrue(failure.getMessage().contains("run.json"), failure.getMessage());
  }

  private static final String VERTX =
      "{\"verticles\": [{\"name\": \"a\"}], \"vertx\": {\"eventBusOptions\": {\"%s\": {%s}}}}";

  @Test
  void saysThatAFileIsNoUtf8() throws IOException {
    Path file = Files.write(folder.resolve("run.json"), new byte[] {'{', (byte) 0xd8, '}'});
    var failure = assertThrows(IllegalArgumentException.class, () -> RunConfig.read(file));
    assertEquals(
        "expected a readable file, got %s: bytes that are no UTF-8; do: save the file in UTF-8"
            .formatted(file),
        failure.getMessage());
  }

  @Test
  void takesPasswordsFromFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "open sesame\n");
    JsonObject vertx =
        read(VERTX.formatted("pfxKeyCertOptions", "\"passwordFile\": \"" + file + '"')).vertx();
    JsonObject store = vertx.getJsonObject("eventBusOptions").getJsonObject("pfxKeyCertOptions");
    assertEquals(new JsonObject().put("password", "open sesame"), store);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password      | open sesame | give its path as \"passwordFile\"",
        "aliasPassword | open sesame | give its path as \"aliasPasswordFile\"",
        "keyValue      | open sesame | give its path as \"keyPath\"",
        "passwordFile  | /none/such  | expected a readable file, got /none/such: no such file; do: check the path",
        "passwordFile  | /dev/null   | got an empty file",
      })
  void refusesSecretsThatAreNotInAFileOfTheirOwn(String key, String value, String expected) {
    String text = VERTX.formatted("pfxKeyCertOptions", "\"%s\": \"%s\"".formatted(key, value));
    var failure = assertThrows(IllegalArgumentException.class, () -> read(text));
    assertTrue(failure.getMessage().contains(expected), failure.getMessage());
    assertFalse(failure.getMessage().contains("sesame"), failure.getMessage());
  }
}
