package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** No recording lies there unused, and nothing that was tried on a real socket. */
class EveryVectorTest {

  private static final String BEHAVIOUR =
      "behaviour-(malformed-header|malformed-stream|topic-match)";

  /** What a test of this package replays. */
  private static final List<String> REPLAYED =
      List.of(
          VectorsTest.RECORDINGS,
          WebSocketVectorsTest.RECORDINGS,
          WebSocketVectorsTest.PROBES,
          DeviceVectorsTest.RECORDINGS,
          TlsVectorsTest.RECORDINGS,
          BEHAVIOUR,
          "behaviour-own-close");

  @BeforeAll
  static void present() {
    Requirement.that(Vectors.arePresent(), "recordings in " + Vectors.FOLDER);
  }

  @Test
  void everyRecordingIsReplayed() {
    Set<String> left =
        Vectors.names(".*")
            .filter(name -> !name.equals("README.md"))
            .filter(name -> REPLAYED.stream().noneMatch(name::matches))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), left);
  }

  /** One of the two programs is the model of each probe, so its twin is not replayed. */
  @Test
  void everyProbeIsReplayed() {
    Set<String> replayed =
        Stream.of(
                MalformedVectorsTest.questions(),
                MalformedVectorsTest.answers(),
                MalformedVectorsTest.pairs(),
                MalformedVectorsTest.wrongWay(),
                MalformedVectorsTest.limits(),
                VectorsTest.streams(),
                VectorsTest.topics())
            .flatMap(Function.identity())
            .map(EveryVectorTest::key)
            .collect(Collectors.toSet());
    Set<String> recorded =
        Vectors.names(BEHAVIOUR)
            .flatMap(name -> Vectors.read(name, "probes"))
            .map(EveryVectorTest::key)
            .collect(Collectors.toSet());
    assertEquals(recorded, replayed);
  }

  private static String key(Arguments arguments) {
    Object[] all = arguments.get();
    return key((JsonObject) all[all.length - 1]);
  }

  private static String key(JsonObject probe) {
    return probe.getString("transport")
        + ' '
        + probe.getString("socket")
        + ": "
        + probe.getString("probe");
  }
}
