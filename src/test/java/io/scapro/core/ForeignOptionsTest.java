package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.scapro.EndpointOptions;
import io.scapro.OptionFields;
import io.scapro.Socket;
import io.scapro.SocketOptions;
import io.scapro.TransportOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.transport.TcpOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A transport that this project does not know has options of its own. */
@Timeout(60)
class ForeignOptionsTest {

  private static final JsonObject JSON = new JsonObject("{\"foreign\":{\"label\":\"blue\"}}");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  static Stream<EndpointOptions> blue() {
    return Stream.of(
        new EndpointOptions().with(new ForeignOptions().setLabel("blue")),
        new EndpointOptions(JSON),
        new EndpointOptions(new EndpointOptions(JSON).toJson()),
        new EndpointOptions(JSON).copy(),
        new SocketOptions().setEndpoint(new EndpointOptions(JSON)).copy().getEndpoint());
  }

  private static String security(Socket socket) {
    return Await.result(socket.statistics()).endpoints().get(0).security();
  }

  @ParameterizedTest
  @MethodSource("blue")
  void optionsReachTheTransport(EndpointOptions options) {
    PullSocket pull = PullSocket.create(vertx);
    String url = Await.result(pull.bind("foreign://127.0.0.1:0", options)).address().toString();
    assertEquals("blue", security(pull));
    PushSocket push = PushSocket.create(vertx);
    Await.result(Await.result(push.connect(url, options)).connected());
    assertEquals("blue", security(push));
  }

  @Test
  void optionsOfTheSocketReachTheTransport() {
    SocketOptions options = new SocketOptions().setAll(new JsonObject().put("endpoint", JSON));
    PullSocket pull = PullSocket.create(vertx, options);
    Await.result(pull.bind("foreign://127.0.0.1:0"));
    assertEquals("blue", security(pull));
  }

  @Test
  void withoutOptionsTheTransportHasItsDefaults() {
    assertEquals("", new EndpointOptions().get(ForeignOptions.class).getLabel());
    PullSocket pull = PullSocket.create(vertx);
    Await.result(pull.bind("foreign://127.0.0.1:0"));
    assertEquals("", security(pull));
  }

  @Test
  void givenOptionsAreCopied() {
    ForeignOptions given = new ForeignOptions().setLabel("blue");
    EndpointOptions options = new EndpointOptions().with(given);
    EndpointOptions copy = options.copy();
    given.setLabel("red");
    assertEquals("blue", options.get(ForeignOptions.class).getLabel());
    options.get(ForeignOptions.class).setLabel("green");
    assertEquals("green", options.get(ForeignOptions.class).getLabel());
    assertEquals("blue", copy.get(ForeignOptions.class).getLabel());
    assertNotSame(options.get(ForeignOptions.class), copy.get(ForeignOptions.class));
    assertSame(options.get(ForeignOptions.class), options.get(ForeignOptions.class));
  }

  @Test
  void laterOptionsReplaceEarlierOnes() {
    EndpointOptions options =
        new EndpointOptions()
            .with(new ForeignOptions().setLabel("red"))
            .with(new ForeignOptions().setLabel("blue"));
    assertEquals("blue", options.get(ForeignOptions.class).getLabel());
    options.setAll(new JsonObject("{\"foreign\":{\"label\":\"green\"},\"maxPipes\":3}"));
    assertEquals("green", options.get(ForeignOptions.class).getLabel());
    assertEquals(3, options.getMaxPipes());
    assertTrue(options.get(TcpOptions.class).isNoDelay());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"foreign\":{\"lable\":\"x\"}} foreign: unknown option \"lable\", did you mean \"label\"?",
        "{\"foreing\":{}} unknown option \"foreing\", did you mean \"foreign\"?",
        "{\"foreign\":{\"label\":\"012345678901234567890\"}} foreign.label: expected at most 20",
        "{\"foreign\":1} foreign: expected an object, got the number 1"
      })
  void unusableJsonIsRefusedAndTheErrorNamesTheKey(String jsonAndError) {
    int end = jsonAndError.lastIndexOf('}') + 1;
    JsonObject json = new JsonObject(jsonAndError.substring(0, end));
    String error =
        assertThrows(IllegalArgumentException.class, () -> new EndpointOptions(json)).getMessage();
    assertTrue(error.startsWith(jsonAndError.substring(end + 1)), error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true {}",
        "true {\"foreign\":{\"label\":\"blue\"}}",
        "true {\"foreign\":{\"label\":\"01234567890123456789\"},\"tcp\":{\"noDelay\":false}}",
        "false {\"foreign\":{\"label\":\"012345678901234567890\"}}",
        "false {\"foreign\":{\"label\":1}}",
        "false {\"foreign\":{\"lable\":\"blue\"}}",
        "false {\"foreign\":\"blue\"}",
        "false {\"foreing\":{}}"
      })
  void theSchemaAgreesWithTheOptions(String expectedAndJson) {
    boolean expected = Boolean.parseBoolean(expectedAndJson.replaceAll(" .*", ""));
    JsonObject json = new JsonObject(expectedAndJson.substring(expectedAndJson.indexOf(' ')));
    boolean permitted =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(new EndpointOptions().schema().encode())
            .validate(json.encode(), InputFormat.JSON)
            .isEmpty();
    assertEquals(expected, permitted);
    assertEquals(expected, isTaken(json));
  }

  private static boolean isTaken(JsonObject json) {
    try {
      new EndpointOptions(json);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Not registered, and with a key that is configurable. */
  public static final class Unregistered extends TransportOptions<Unregistered> {
    private String key = "unregistered";

    @Override
    public String key() {
      return key;
    }

    @Override
    protected Unregistered create() {
      return new Unregistered();
    }

    @Override
    protected OptionFields<Unregistered> fields() {
      return new OptionFields<Unregistered>().text("key", o -> o.key, (o, v) -> o.key = v);
    }
  }

  @Test
  void unregisteredOptionsAreForJavaOnly() {
    EndpointOptions options = new EndpointOptions().with(new Unregistered());
    assertEquals("unregistered", options.copy().get(Unregistered.class).key());
    JsonObject json = new JsonObject().put("unregistered", new JsonObject());
    assertThrows(IllegalArgumentException.class, () -> options.setAll(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "foreign"})
  void aKeyBelongsToOneClass(String key) {
    EndpointOptions options = new EndpointOptions().with(new ForeignOptions());
    Unregistered other = new Unregistered().setAll(new JsonObject().put("key", key));
    assertThrows(IllegalArgumentException.class, () -> options.with(other));
  }
}
