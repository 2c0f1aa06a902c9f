package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.OpenSockets;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.spi.Protocol;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How verticles begin and end. */
@Timeout(60)
class LifeCycleTest extends BusTest {

  private static final int MANY = 300;
  private static final Buffer LARGE = Buffer.buffer(new byte[64 << 10]);

  private static JsonObject pushing(Object url, String linger) {
    return new JsonObject()
        .put("connect", url)
        .put("address", "jobs")
        .put("options", new JsonObject().put("linger", linger));
  }

  /** Deploys a push verticle; ends when it has accepted more than its peer takes. */
  private String pushTo(PullSocket pull, String linger, Watched verticle) throws Exception {
    pull.pause();
    Endpoint at = await(pull.bind(ANY_PORT));
    String id = deploy(verticle, pushing(connected(at.address().toString()), linger));
    IntStream.range(0, MANY).forEach(i -> vertx.eventBus().send("jobs", LARGE));
    allStatistics(all -> all.stream().anyMatch(each -> each.queuedToSend() > 0));
    return id;
  }

  @Test
  void undeploymentLastsUntilASlowPeerHasTakenWhatWasAccepted() throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Watched verticle = Watched.of("push");
    String id = pushTo(pull, "20s", verticle);
    Future<Void> undeployed = vertx.undeploy(id);
    await(verticle.stopping().future());
    assertEquals(List.of(), DeployedEndpoint.of(vertx, id));
    assertFalse(undeployed.isComplete());
    for (int i = 0; i < MANY; i++) {
      assertEquals(LARGE.length(), await(pull.receive()).body().length());
    }
    await(undeployed);
  }

  @Test
  void undeploymentEndsAfterLingerThoughThePeerTakesNothing() throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    String id = pushTo(pull, "50ms", Watched.of("push"));
    await(vertx.undeploy(id));
    assertEquals(List.of("pull"), OpenSockets.of(vertx).stream().map(Socket::name).toList());
  }

  @Test
  void undeploymentTellsWhoWaitsForThePeer() throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    Promise<Void> asked = Promise.promise();
    rep.handler(request -> asked.complete());
    Endpoint at = await(rep.bind(ANY_PORT));
    String id =
        deploy(
            "scapro:req",
            new JsonObject().put("connect", at.address().toString()).put("address", "ask"));
    var answer = vertx.eventBus().request("ask", "anybody?");
    await(asked.future());
    await(vertx.undeploy(id));
    assertEquals(FailureCodes.of(Reason.CLOSED), replyFailure(answer).failureCode());
  }

  // ---- what cannot be bound ----

  static Stream<String> kinds() {
    return Stream.concat(
        Protocol.all().stream().map(Protocol::name), Stream.of("device", "monitor", "web"));
  }

  private static JsonObject binding(String kind, String url) {
    JsonObject config = new JsonObject().put("bind", url);
    return switch (kind) {
      case "monitor", "web" -> config;
      case "device" -> new JsonObject().put("front", config.put("protocol", "bus"));
      case "sub" -> config.put("deliver", "in").put("subscribe", "");
      case "pull", "rep", "respondent" -> config.put("deliver", "in");
      default -> config.put("address", "out");
    };
  }

  private Throwable refusal(String kind, String url) throws Exception {
    Throwable cause =
        failure(
            vertx.deployVerticle(
                "scapro:" + kind, new DeploymentOptions().setConfig(binding(kind, url))));
    assertEquals(Set.of(), vertx.deploymentIDs());
    assertEquals(List.of(), OpenSockets.of(vertx));
    var nobody = replyFailure(vertx.eventBus().request("out", "anybody?"));
    assertEquals(ReplyFailure.NO_HANDLERS, nobody.failureType());
    return cause;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatCannotBindFailsItsDeploymentWithTheReasonAndLeavesNothing(String kind) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String scheme = kind.equals("web") ? "http" : "tcp";
      String url = "%s://127.0.0.1:%d".formatted(scheme, taken.getLocalPort());
      Throwable cause = refusal(kind, url);
      if (kind.equals("web")) {
        assertTrue(cause.toString().contains("the address is in use"), cause::toString);
      } else {
        assertEquals(Reason.ADDRESS_IN_USE, assertInstanceOf(SpException.class, cause).reason());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://192.0.2.1:0, BAD_ADDRESS",
    "tcp://127.0.0.1:70000, BAD_ADDRESS",
    "ipc:///none/such/folder/socket, BAD_ADDRESS",
    "tls+tcp://127.0.0.1:0, FAILED",
    "udp://127.0.0.1:0, UNSUPPORTED"
  })
  void saysWhyAnAddressCannotBeBound(String url, Reason reason) throws Exception {
    SpException cause = assertInstanceOf(SpException.class, refusal("pull", url));
    assertEquals(reason, cause.reason(), cause::toString);
  }
}
