package io.scapro.core;

import java.util.ArrayList;
import java.util.List;

/** The callbacks for readiness changes of one socket; on the loop. */
final class Watchers {

  private final List<Runnable> watchers = new ArrayList<>();

  void add(Runnable changed) {
    watchers.add(changed);
  }

  void remove(Runnable changed) {
    watchers.remove(changed);
  }

  /** Calls all; one of them may add or remove some. */
  void call() {
    if (!watchers.isEmpty()) {
      List.copyOf(watchers).forEach(Runnable::run);
    }
  }
}
