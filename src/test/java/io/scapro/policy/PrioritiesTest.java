package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PrioritiesTest {

  private final Priorities<String> ready = new Priorities<>();

  private String pollAll() {
    StringBuilder all = new StringBuilder();
    for (String next = ready.poll(); next != null; next = ready.poll()) {
      all.append(next);
    }
    return all.toString();
  }

  @Test
  void isEmptyAtFirst() {
    assertTrue(ready.isEmpty());
    assertNull(ready.poll());
  }

  @Test
  void returnsTheFirstAddedFirst() {
    ready.add(8, "a");
    ready.add(8, "b");
    ready.add(8, "c");
    assertEquals("abc", pollAll());
    assertTrue(ready.isEmpty());
  }

  @Test
  void returnsEveryPriorityFrom1To16InOrder() {
    for (int priority = 16; priority >= 1; priority--) {
      ready.add(priority, Integer.toString(priority, 17));
    }
    assertEquals("123456789abcdefg", pollAll());
  }

  @Test
  void returnsABetterPriorityThatIsAddedLater() {
    ready.add(16, "p");
    ready.add(16, "q");
    assertEquals("p", ready.poll());
    ready.add(1, "a");
    assertEquals("aq", pollAll());
  }

  @Test
  void removesFromTheMiddle() {
    ready.add(1, "a");
    ready.add(1, "b");
    ready.add(1, "c");
    ready.remove(1, "b");
    assertEquals("ac", pollAll());
  }

  @Test
  void isEmptyWhenTheLastEntryIsRemoved() {
    ready.add(16, "a");
    ready.remove(16, "a");
    assertTrue(ready.isEmpty());
    assertNull(ready.poll());
  }

  @Test
  void removesUnknownEntriesWithoutEffect() {
    ready.remove(3, "a");
    ready.add(3, "a");
    ready.remove(3, "b");
    ready.remove(4, "a");
    assertFalse(ready.isEmpty());
    assertEquals("a", pollAll());
  }
}
