package io.scapro.suite;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;

/**
 * Runs small programs of several threads in many orders of their steps. Lincheck chooses the orders
 * and repeats the one that fails. {@code -Draces.orders=100000} tries more than the default.
 */
public final class Races {

  private static final int ORDERS = Integer.getInteger("races.orders", 20);

  private Races() {}

  /** Runs {@code program} in many orders; it starts threads with {@link #together}. */
  public static void check(Runnable program) {
    program.run(); // Lincheck does not see the loading of classes then
    Lincheck.runConcurrentTest(ORDERS, program);
  }

  /** Runs each of {@code threads} in a thread of its own, and waits until they have ended. */
  public static void together(Runnable... threads) {
    List<Thread> all = new ArrayList<>();
    for (Runnable each : threads) {
      Thread thread = new Thread(each);
      all.add(thread);
      thread.start();
    }
    for (Thread thread : all) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
