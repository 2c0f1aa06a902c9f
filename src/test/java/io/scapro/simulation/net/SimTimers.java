package io.scapro.simulation.net;

import io.vertx.core.Handler;
import java.util.HashMap;
import java.util.Map;

/** The timers of a {@link io.vertx.core.Vertx} on a lane. */
final class SimTimers {

  private final Lane lane;
  private final Map<Long, Lane.Alarm> alarms = new HashMap<>();
  private long ids;

  SimTimers(Lane lane) {
    this.lane = lane;
  }

  private long now() {
    return lane.scheduler().now();
  }

  long set(long millis, Handler<Long> handler) {
    long id = ids++;
    alarms.put(
        id,
        lane.after(
            millis * 1_000_000L,
            () -> {
              alarms.remove(id);
              handler.handle(id);
            }));
    return id;
  }

  /** Ticks at a fixed rate: those that a frozen process missed come together. */
  long setPeriodic(long millis, Handler<Long> handler) {
    long id = ids++;
    long period = millis * 1_000_000L;
    arm(id, now() + period, period, handler);
    return id;
  }

  private void arm(long id, long at, long period, Handler<Long> handler) {
    alarms.put(
        id,
        lane.after(
            at - now(),
            () -> {
              arm(id, at + period, period, handler);
              handler.handle(id);
            }));
  }

  boolean cancel(long id) {
    Lane.Alarm alarm = alarms.remove(id);
    if (alarm != null) {
      alarm.cancel();
    }
    return alarm != null;
  }
}
