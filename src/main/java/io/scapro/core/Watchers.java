package io.scapro.core;

import io.scapro.spi.Host;
import java.util.ArrayList;
import java.util.List;

/** The callbacks for readiness changes of one socket; on the event loop. */
final class Watchers {

  private final Host host;
  private final List<Runnable> watchers = new ArrayList<>();

  Watchers(Host host) {
    this.host = host;
  }

  void add(Runnable changed) {
    watchers.add(changed);
  }

  void remove(Runnable changed) {
    watchers.remove(changed);
  }

  /** Calls all callbacks. A callback may add or remove callbacks. Exceptions are reported. */
  void call() {
    if (!watchers.isEmpty()) {
      List.copyOf(watchers).forEach(this::call);
    }
  }

  private void call(Runnable watcher) {
    try {
      watcher.run();
    } catch (RuntimeException | Error failure) {
      host.report(failure);
    }
  }
}
