package io.scapro.simulation;

import java.util.ArrayList;
import java.util.List;

/** Removes events from a scenario that fails, as long as it fails in the same way. */
final class Shrinker {

  private static final int MOST_RUNS = 200;

  private Shrinker() {}

  static Scenario shrink(Scenario failing) {
    String invariant = failure(failing);
    Scenario smallest = failing;
    int runs = 0;
    for (int part = Math.max(1, smallest.events().size() / 2); part > 0; part /= 2) {
      for (int at = 0; at < smallest.events().size() && runs < MOST_RUNS; runs++) {
        List<Event> fewer = new ArrayList<>(smallest.events());
        fewer.subList(at, Math.min(at + part, fewer.size())).clear();
        Scenario candidate = smallest.with(fewer);
        if (failure(candidate).equals(invariant)) {
          smallest = candidate;
        } else {
          at += part;
        }
      }
    }
    return smallest;
  }

  /** The invariant that does not hold; empty: all hold. */
  private static String failure(Scenario scenario) {
    try {
      new World(scenario).run();
      return "";
    } catch (Violation violation) {
      return violation.invariant();
    } catch (RuntimeException | AssertionError other) {
      return other.getClass().getName();
    }
  }
}
