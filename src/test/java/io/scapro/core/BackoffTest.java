package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.EndpointOptions;
import io.scapro.testing.FakeHost;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final EndpointOptions OPTIONS =
      new EndpointOptions()
          .setReconnectInterval(Duration.ofMillis(100))
          .setReconnectIntervalMax(Duration.ofMillis(400));

  private static List<Duration> delays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Backoff backoff = new Backoff(OPTIONS, () -> random);
    return Stream.generate(backoff::next).limit(6).toList();
  }

  @Test
  void delaysFollowFromTheGenerator() {
    assertEquals(delays(1), delays(1));
    assertNotEquals(delays(1), delays(2));
  }

  @Test
  void delaysDoubleUpToTheMaximumLessAtMostHalf() {
    List<Long> longest = List.of(100L, 200L, 400L, 400L, 400L, 400L);
    List<Duration> delays = delays(3);
    for (int i = 0; i < delays.size(); i++) {
      long most = longest.get(i);
      assertTrue(delays.get(i).toMillis() <= most, delays::toString);
      assertTrue(delays.get(i).toMillis() >= most / 2, delays::toString);
    }
  }

  @Test
  void hostHasAGeneratorByDefault() {
    FakeHost host = FakeHost.onEventLoop();
    assertTrue(host.random().nextInt(10) < 10);
  }
}
