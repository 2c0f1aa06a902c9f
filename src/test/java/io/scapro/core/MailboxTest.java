package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
  private final List<String> ran = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private boolean shutdown;
  private final VertxHost.Mailbox mailbox =
      new VertxHost.Mailbox(
          task -> {
            if (shutdown) {
              throw new RejectedExecutionException();
            }
            loop.add(task);
          },
          Runnable::run,
          failures::add);

  private void add(String name) {
    mailbox.add(() -> ran.add(name));
  }

  @Test
  void manyTasksCostOneTurn() {
    add("1");
    add("2");
    assertEquals(1, loop.size());
    loop.remove().run();
    assertEquals(List.of("1", "2"), ran);
    assertEquals(0, loop.size());
    add("3");
    assertEquals(1, loop.size());
  }

  @Test
  void longMailLetsOthersRunInBetween() {
    List<String> names = IntStream.range(0, 1025).mapToObj(Integer::toString).toList();
    names.forEach(this::add);
    loop.remove().run();
    assertEquals(names.subList(0, 1024), ran);
    assertEquals(1, loop.size());
    loop.remove().run();
    assertEquals(names, ran);
    assertEquals(0, loop.size());
  }

  @Test
  void failureOfATaskIsReportedAndTheNextRuns() {
    RuntimeException failure = new IllegalStateException();
    mailbox.add(
        () -> {
          throw failure;
        });
    add("next");
    loop.remove().run();
    assertSame(failure, failures.get(0));
    assertEquals(List.of("next"), ran);
  }

  @Test
  void callerRunsTasksAfterTheEnd() {
    shutdown = true;
    add("1");
    mailbox.add(
        () -> {
          add("inner");
          ran.add("outer");
        });
    assertEquals(List.of("1", "inner", "outer"), ran);
  }

  /** As Netty: the event loop rejects tasks before it has run its last ones. */
  @Test
  void lastTurnRunsWhatIsAddedMeanwhile() {
    mailbox.add(
        () -> {
          shutdown = true;
          runElsewhere(() -> add("rejected"));
          ran.add("last");
        });
    loop.remove().run();
    assertEquals(List.of("last", "rejected"), ran);
    assertEquals(List.of(), failures);
  }

  private static void runElsewhere(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
