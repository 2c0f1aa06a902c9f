package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.OpenSockets;
import io.scapro.spi.Changes;
import io.scapro.suite.TestCa;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are named by file, and nobody who looks at a verticle reads them. */
class SecretsTest extends BusTest {

  private static final String SECRET = "open sesame, says Ali Baba";

  @TempDir Path folder;

  private static JsonObject pull(Object url, JsonObject options) {
    return new JsonObject().put("bind", options.put("url", url)).put("deliver", "a");
  }

  private String refusal(JsonObject config) throws Exception {
    String text =
        failure(vertx.deployVerticle("scapro:pull", new DeploymentOptions().setConfig(config)))
            .getMessage();
    assertFalse(text.contains("sesame"), text);
    return text;
  }

  private String refusal(String nested, String key, Object value) throws Exception {
    JsonObject options = new JsonObject().put(nested, new JsonObject().put(key, value));
    return refusal(pull(nested.equals("tls") ? "tls+tcp://127.0.0.1:0" : "eventbus://a", options));
  }

  private Path file(String content) throws Exception {
    return Files.writeString(folder.resolve(UUID.randomUUID().toString()), content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keyStorePassword", "trustStorePassword"})
  void refusesPasswordsAndNamesTheKeyForTheirFile(String key) throws Exception {
    String text = refusal("tls", key, SECRET);
    assertTrue(text.contains("did you mean \"" + key + "File\"?"), text);
  }

  @Test
  void refusesSecretsAndNamesTheKeyForTheirFile() throws Exception {
    String text = refusal("cluster", "secret", SECRET);
    assertTrue(text.contains("did you mean \"secretFile\"?"), text);
  }

  @Test
  void refusesAKeyInPlaceOfItsFileAndDoesNotRepeatIt() throws Exception {
    String pem = "-----BEGIN PRIVATE KEY-----\nsesame\n-----END PRIVATE KEY-----\n";
    String expected =
        "expected the path of a file, got its content; do: put the content into a file";
    for (Object value : List.of(JsonArray.of(pem), JsonArray.of("sesame\n"))) {
      assertTrue(refusal("tls", "keys", value).contains(expected));
    }
    assertTrue(refusal("tls", "keys", pem).contains("expected an array of paths of files"));
    assertTrue(refusal("tls", "keyStore", pem).contains(expected));
    assertTrue(refusal("cluster", "secretFile", pem).contains(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "cluster"})
  void refusesFilesThatAreMissingOrEmpty(String nested) throws Exception {
    for (Path each : List.of(folder.resolve("missing"), file(""), file(" \n"))) {
      String text = refusal(nested, each);
      String expected =
          Files.exists(each)
              ? "expected a secret in the file " + each + ", got an empty file; do: "
              : "expected a readable file, got " + each + ": no such file; do: ";
      assertTrue(text.contains(expected), text);
    }
  }

  @Test
  void refusesNamesThatNoFileCanHave() throws Exception {
    String expected =
        "expected a readable file, got a?b: characters that the name of a file cannot";
    JsonArray bad = JsonArray.of("a\0b");
    JsonObject tls = new JsonObject().put("certificates", bad).put("keys", bad);
    String text = refusal(pull("tls+tcp://127.0.0.1:0", new JsonObject().put("tls", tls)));
    assertTrue(text.contains(expected), text);
    assertTrue(
        refusal("tls", "keyStore", "a\0b.p12").contains("a?b.p12: characters that the name"));
    assertTrue(refusal("cluster", "secretFile", "a\0b").contains(expected));
  }

  private String refusal(String nested, Path secret) throws Exception {
    JsonObject tls =
        new JsonObject()
            .put("keyStore", new TestCa(folder, "authority").issue("127.0.0.1").p12().toString())
            .put("keyStorePasswordFile", secret.toString());
    JsonObject cluster = new JsonObject().put("secretFile", secret.toString());
    boolean isTls = nested.equals("tls");
    return refusal(
        pull(
            isTls ? "tls+tcp://127.0.0.1:0" : "eventbus://a",
            new JsonObject().put(nested, isTls ? tls : cluster)));
  }

  @Test
  void doesNotRepeatAPasswordThatIsWrong() throws Exception {
    assertTrue(refusal("tls", file(SECRET)).contains("expected certificates with their keys"));
  }

  @Test
  void saysWhatToDoWithAKeyThatHasAPassphrase() throws Exception {
    Path key = file("-----BEGIN ENCRYPTED PRIVATE KEY-----\nsesame\n-----END …");
    Path certificate = new TestCa(folder, "authority").issue("127.0.0.1").certificate();
    JsonObject tls =
        new JsonObject()
            .put("certificates", JsonArray.of(certificate.toString()))
            .put("keys", JsonArray.of(key.toString()));
    String text = refusal(pull("tls+tcp://127.0.0.1:0", new JsonObject().put("tls", tls)));
    assertTrue(text.contains("the passphrase into its keyStorePasswordFile"), text);
  }

  @Test
  void tellsASecretNeitherInStatisticsNorInHealthNorInTheLog() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler = new Lines(lines);
    Logger logger = Logger.getLogger("io.scapro");
    Level before = logger.getLevel();
    logger.addHandler(handler);
    logger.setLevel(Level.ALL);
    try {
      String url = "eventbus://" + UUID.randomUUID();
      JsonObject right = new JsonObject().put("secretFile", file(SECRET).toString());
      JsonObject wrong = new JsonObject().put("secretFile", file(SECRET + "!").toString());
      deploy("scapro:health", new JsonObject());
      String id = deploy("scapro:pull", pull(url, new JsonObject().put("cluster", right)));
      deploy(
          "scapro:push",
          new JsonObject()
              .put("connect", new JsonObject().put("url", url).put("cluster", wrong))
              .put("address", "b"));
      try (Changes changes = Changes.in(vertx)) {
        lines.add(changes.await(this::health, health -> health.contains("UNTRUSTED")));
      }
      await(OpenSockets.statistics(vertx))
          .forEach(statistics -> lines.add(statistics.toJson().encode()));
      lines.add(DeployedEndpoint.of(vertx, id).toString());
      await(vertx.close());
    } finally {
      logger.setLevel(before);
      logger.removeHandler(handler);
    }
    assertTrue(lines.toString().contains("shared secret"), lines::toString); // who looks sees it
    assertFalse(lines.toString().contains("sesame"), lines::toString);
  }

  private Future<String> health() {
    return vertx.eventBus().request("scapro.health", null).map(health -> health.body().toString());
  }

  private static final class Lines extends Handler {
    private final List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
