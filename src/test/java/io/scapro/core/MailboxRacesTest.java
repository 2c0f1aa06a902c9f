package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.suite.Races;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads that add to a mailbox while the event loop empties it. */
class MailboxRacesTest {

  /** An event loop whose turns the test runs. */
  private static final class Loop implements Executor {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean shutdown;

    @Override
    public void execute(Runnable task) {
      if (shutdown) {
        throw new RejectedExecutionException();
      }
      tasks.add(task);
    }

    void turn() {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    }

    /** As Netty: rejects new tasks, and runs those that it has. */
    void shutDown() {
      shutdown = true;
      turn();
    }
  }

  private static final class Office {
    final Loop loop = new Loop();
    final AtomicInteger running = new AtomicInteger();
    final List<String> ran = new ArrayList<>();
    final VertxHost.Mailbox mailbox =
        new VertxHost.Mailbox(
            loop,
            Runnable::run,
            failure -> {
              throw new AssertionError(failure);
            });

    void add(String name) {
      mailbox.add(
          () -> {
            assertEquals(1, running.incrementAndGet(), "tasks that run at a time");
            ran.add(name);
            running.decrementAndGet();
          });
    }

    void assertRan(String... names) {
      for (String name : names) {
        assertEquals(1, ran.stream().filter(name::equals).count(), () -> name + " in " + ran);
      }
      assertEquals(names.length, ran.size());
      assertFalse(ran.indexOf("a1") > ran.indexOf("a2"), ran::toString);
    }
  }

  @Test
  @Tag("soak")
  void runsEachTaskOnceAndThoseOfAThreadInOrder() {
    Races.check(
        () -> {
          Office office = new Office();
          Races.together(
              () -> {
                office.add("a1");
                office.add("a2");
              },
              () -> office.add("b"),
              () -> {
                office.loop.turn();
                office.loop.turn();
              });
          office.loop.turn();
          office.assertRan("a1", "a2", "b");
        });
  }

  @Test
  void runsEachTaskOnceWhileTheEventLoopShutsDown() {
    Races.check(
        () -> {
          Office office = new Office();
          Races.together(
              () -> {
                office.add("a1");
                office.add("a2");
              },
              () -> office.add("b"),
              office.loop::shutDown);
          office.loop.turn();
          office.assertRan("a1", "a2", "b");
        });
  }
}
