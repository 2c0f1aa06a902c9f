package io.scapro.suite;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Checks a property with many random cases. Each run draws other cases. A failure names the seed of
 * its case; the system property {@code scapro.seed} runs that case alone:
 *
 * <pre>
 *   mvn test -Dtest=TopicsTest -Dscapro.seed=42
 * </pre>
 */
public final class Cases {

  private static final @Nullable Long SEED = Long.getLong("scapro.seed");

  private Cases() {}

  /** Runs {@code property} {@code count} times, each time with values from another seed. */
  public static void check(int count, Consumer<Draws> property) {
    if (SEED != null) {
      run(SEED, property);
      return;
    }
    RandomGenerator seeds = RandomGenerator.of("SplittableRandom");
    for (int i = 0; i < count; i++) {
      run(seeds.nextLong(), property);
    }
  }

  private static void run(long seed, Consumer<Draws> property) {
    try {
      property.accept(new Draws(seed));
    } catch (RuntimeException | Error e) {
      throw new AssertionError("with -Dscapro.seed=%d: %s".formatted(seed, e.getMessage()), e);
    }
  }
}
