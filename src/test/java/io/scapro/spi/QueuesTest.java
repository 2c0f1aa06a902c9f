package io.scapro.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class QueuesTest {

  @Test
  void unboundedKeepsOrderBeyondItsFirstChunk() {
    Queue<Integer> queue = Queues.unbounded(4);
    for (int i = 0; i < 1000; i++) {
      assertTrue(queue.offer(i));
    }
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, queue.poll());
    }
    assertNull(queue.poll());
    assertTrue(queue.isEmpty());
  }

  @Test
  void unboundedKeepsTheOrderOfEachProducer() throws InterruptedException {
    Queue<int[]> queue = Queues.unbounded(16);
    List<Thread> producers = new ArrayList<>();
    for (int producer = 0; producer < 3; producer++) {
      int number = producer;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  queue.add(new int[] {number, i});
                }
              });
      thread.start();
      producers.add(thread);
    }
    int[] next = new int[3];
    for (int taken = 0; taken < 30_000; ) {
      int[] each = queue.poll();
      if (each == null) {
        Thread.onSpinWait();
        continue;
      }
      taken++;
      assertEquals(next[each[0]]++, each[1]);
    }
    for (Thread each : producers) {
      each.join();
    }
    assertNull(queue.poll());
  }

  @Test
  void boundedRefusesWhatIsOverItsCapacity() {
    Queue<Integer> queue = Queues.bounded(128);
    for (int i = 0; i < 128; i++) {
      assertTrue(queue.offer(i));
    }
    assertFalse(queue.offer(128));
    assertThrows(IllegalStateException.class, () -> queue.add(128));
    assertEquals(0, queue.poll());
    assertTrue(queue.offer(128));
  }
}
