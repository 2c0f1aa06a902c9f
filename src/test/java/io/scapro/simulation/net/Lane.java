package io.scapro.simulation.net;

import java.util.ArrayDeque;

/** A thread of a simulated process: runs its tasks one by one, in order. */
public final class Lane {

  /** A timer of a lane. */
  public static final class Alarm {
    private final Lane lane;
    private final long at;
    private final long number;
    private Runnable task;

    private Alarm(Lane lane, long at, long number, Runnable task) {
      this.lane = lane;
      this.at = at;
      this.number = number;
      this.task = task;
    }

    long at() {
      return at;
    }

    long number() {
      return number;
    }

    void due() {
      lane.execute(this::run);
    }

    private void run() {
      Runnable due = task;
      if (due != null) {
        task = null;
        lane.timers--;
        due.run();
      }
    }

    /** Idempotent; has no effect after the task ran. */
    public void cancel() {
      if (task != null) {
        task = null;
        lane.timers--;
        lane.scheduler.remove(this);
      }
    }
  }

  private final Scheduler scheduler;
  private final String name;
  private final long number;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean frozen;
  private boolean dead;
  private boolean listed;
  private int timers;

  public Lane(Scheduler scheduler, String name) {
    this.scheduler = scheduler;
    this.name = name;
    this.number = scheduler.nextNumber();
  }

  public Scheduler scheduler() {
    return scheduler;
  }

  long number() {
    return number;
  }

  public boolean isHere() {
    return scheduler.current() == this;
  }

  /** Runs {@code task} later on this lane. */
  public void execute(Runnable task) {
    if (!dead) {
      tasks.addLast(task);
      list();
    }
  }

  /** Runs {@code task} now, as a part of this lane: for what the operating system does. */
  public void inside(Runnable task) {
    scheduler.inside(this, task);
  }

  public Alarm after(long nanos, Runnable task) {
    long at = scheduler.now() + Math.max(0, nanos);
    Alarm alarm = new Alarm(this, at < 0 ? Long.MAX_VALUE : at, scheduler.nextNumber(), task);
    if (!dead) {
      timers++;
      scheduler.add(alarm);
    } else {
      alarm.task = null;
    }
    return alarm;
  }

  /** Timers that have neither run nor been cancelled. */
  public int timers() {
    return timers;
  }

  public int waiting() {
    return tasks.size();
  }

  /** Runs nothing until {@link #thaw}. */
  public void freeze() {
    frozen = true;
  }

  public void thaw() {
    frozen = false;
    list();
  }

  /** Runs nothing any more. */
  public void kill() {
    dead = true;
    tasks.clear();
  }

  public boolean isDead() {
    return dead;
  }

  boolean isReady() {
    return !frozen && !tasks.isEmpty();
  }

  Runnable take() {
    return isReady() ? tasks.removeFirst() : null;
  }

  void parked() {
    listed = false;
  }

  private void list() {
    if (!listed && isReady()) {
      listed = true;
      scheduler.ready(this);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
