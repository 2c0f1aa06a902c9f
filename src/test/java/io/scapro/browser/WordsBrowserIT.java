package io.scapro.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.CommonOptions;
import io.scapro.DropReason;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketOptions;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.StarOptions;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.suite.Await;
import io.scapro.transport.WebSocketOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** scapro.js has the words of the Java API, and no others of its own. */
@ExtendWith(VertxExtension.class)
class WordsBrowserIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private Page page;

  @BeforeEach
  void open(Vertx vertx) {
    page = chromium.open(new Site(vertx).page());
  }

  private static Set<String> names(Enum<?>[] constants) {
    return Stream.of(constants).map(Enum::name).collect(Collectors.toSet());
  }

  private Set<String> keys(String expression) {
    return Set.copyOf(page.<List<String>>run("return Object.keys(" + expression + ")"));
  }

  private static void assertKnown(Set<String> known, Set<String> words) {
    Set<String> own = new HashSet<>(words);
    own.removeAll(known);
    assertEquals(Set.of(), own);
    assertFalse(words.isEmpty());
  }

  @Test
  void failuresHaveTheReasonsOfJava() {
    assertEquals(names(Reason.values()), keys("Reason"));
  }

  @Test
  void dropsAndEventsAreNamedAsInJava() {
    assertKnown(names(DropReason.values()), keys("DropReason"));
    assertKnown(names(SocketEvent.Type.values()), keys("EventType"));
  }

  @Test
  void optionsAreNamedAsInJava() {
    Map<String, CommonOptions<?>> sockets =
        Map.of(
            "Pair1Socket", new Pair1Options(),
            "SubSocket", new SubOptions(),
            "ReqSocket", new ReqOptions(),
            "RepSocket", new SocketOptions(),
            "SurveyorSocket", new SurveyorOptions(),
            "StarSocket", new StarOptions());
    sockets.forEach(
        (socket, options) -> {
          Set<String> known = new HashSet<>(options.toJson().fieldNames());
          known.addAll(new EndpointOptions().toJson().fieldNames());
          known.addAll(new WebSocketOptions().toJson().fieldNames());
          known.add("WebSocket"); // which Java has inside
          assertKnown(known, keys("new " + socket + "().options"));
        });
  }

  @Test
  void statisticsAreNamedAsInJava(Vertx vertx) {
    PairSocket pair = PairSocket.create(vertx);
    JsonObject known = Await.result(pair.statistics()).toJson();
    assertKnown(known.fieldNames(), keys("new PairSocket().statistics()"));
    assertKnown(
        known.getJsonObject("roundTrips").fieldNames(),
        keys("new PairSocket().statistics().roundTrips"));
  }
}
