package io.scapro.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whole networks of sockets under a virtual clock, in an order of tasks that follows from a seed.
 * docs/architecture.md has the section "Simulation".
 */
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);
  private static final int PROGRESS = 1_000;
  private static final int MOST_FAILURES = Integer.getInteger("simulation.failures", 10);

  private static final Logger LOG = Logger.getLogger("io.scapro");

  /** The sockets warn of each fault of each scenario. */
  @BeforeAll
  static void turnLogOff() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void turnLogOn() {
    LOG.setLevel(null);
  }

  @Test
  void allInvariantsHold() {
    Long one = Long.getLong("simulation.seed");
    if (one != null) {
      run(one);
      return;
    }
    Map<Long, Throwable> failures = new ConcurrentSkipListMap<>();
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .filter(seed -> failures.size() < MOST_FAILURES)
        .forEach(seed -> failure(seed).ifPresent(failure -> failures.put(seed, failure)));
    if (!failures.isEmpty()) {
      failures.forEach((seed, failure) -> System.err.println("seed " + seed + ": " + failure));
      run(failures.keySet().iterator().next());
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.DAYS)
  @Tag("soak")
  void allInvariantsHoldForTheTimeOfTheProfile() {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("simulation.minutes", 60));
    long first = Instant.now().getEpochSecond() * 1_000;
    long count = 0;
    while (System.nanoTime() < end) {
      LongStream.range(first + count, first + count + PROGRESS)
          .parallel()
          .forEach(SimulationTest::run);
      count += PROGRESS;
      System.out.println(count + " seeds from " + first + " on: no violation");
    }
  }

  @Test
  void sameSeedHasTheSameTrace() {
    for (long seed : List.of(3L, 14L, 15L, 92L, 65L)) {
      long first = new World(Generator.draw(seed)).run();
      assertEquals(first, new World(Generator.draw(seed)).run());
      assertNotEquals(first, new World(Generator.draw(seed + 1_000_000)).run());
    }
  }

  private static Optional<Throwable> failure(long seed) {
    try {
      new World(Generator.draw(seed)).run();
      return Optional.empty();
    } catch (RuntimeException | AssertionError failure) {
      return Optional.of(failure);
    }
  }

  private static void run(long seed) {
    failure(seed)
        .ifPresent(
            failure ->
                fail(
                    """
                    seed %d: %s
                    replay: mvn test -Dtest=SimulationTest -Dsimulation.seed=%d
                    %s"""
                        .formatted(
                            seed, failure, seed, Shrinker.shrink(Generator.draw(seed)).script()),
                    failure));
  }
}
