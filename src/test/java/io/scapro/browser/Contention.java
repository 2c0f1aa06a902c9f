package io.scapro.browser;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How much others hold the machine up: does a fixed piece of work again and again, and compares how
 * long each took with the shortest. What takes long while this takes long too is not to blame.
 */
final class Contention implements AutoCloseable {

  private static final int EVERY = 50;
  private static final double PIECE = 10_000_000; // nanoseconds, about

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  /** Begin of each piece, in milliseconds since the epoch, to its nanoseconds. */
  private final Map<Double, Long> pieces = new ConcurrentSkipListMap<>();

  private volatile long rounds = 1_000_000;
  private volatile long shortest = Long.MAX_VALUE;
  private volatile double sink;

  private Contention() {}

  static Contention watch() {
    Contention watch = new Contention();
    for (int warmUp = 0; warmUp < 20; warmUp++) {
      long took = watch.work();
      watch.rounds = Math.max(1000, (long) (watch.rounds * PIECE / took));
    }
    watch.thread.scheduleAtFixedRate(watch::piece, 0, EVERY, TimeUnit.MILLISECONDS);
    return watch;
  }

  private long work() {
    long begin = System.nanoTime();
    double sum = 0;
    for (long i = 1; i <= rounds; i++) {
      sum += Math.sqrt(i);
    }
    sink = sum;
    return System.nanoTime() - begin;
  }

  private void piece() {
    double begin = System.currentTimeMillis();
    long took = work();
    pieces.put(begin, took);
    shortest = Math.min(shortest, took);
  }

  /** How many times longer than alone things took from one time to another, at most; 1 or more. */
  double slowdown(double from, double to) {
    return pieces.entrySet().stream()
        .filter(piece -> piece.getKey() <= to && piece.getKey() + piece.getValue() / 1e6 >= from)
        .mapToDouble(piece -> (double) piece.getValue() / shortest)
        .max()
        .orElse(1);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
