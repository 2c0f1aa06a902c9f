package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No recording lies there unused. */
class EveryVectorTest {

  /** What a test of this package replays. */
  private static final List<String> REPLAYED =
      List.of(
          VectorsTest.RECORDINGS,
          WebSocketVectorsTest.RECORDINGS,
          WebSocketVectorsTest.PROBES,
          DeviceVectorsTest.RECORDINGS,
          "behaviour-(malformed-header|malformed-stream|topic-match|own-close)");

  /** What awaits its transport. */
  private static final Set<String> NOT_YET = Set.of("nng-tls");

  @Test
  void isReplayedOrKnownToWait() {
    Requirement.that(Vectors.arePresent(), "recordings in " + Vectors.FOLDER);
    Stream<String> left =
        Vectors.names(".*").filter(name -> REPLAYED.stream().noneMatch(name::matches));
    assertEquals(NOT_YET, Set.copyOf(left.filter(name -> !name.equals("README.md")).toList()));
  }
}
