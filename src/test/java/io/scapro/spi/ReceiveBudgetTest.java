package io.scapro.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiveBudgetTest {

  private static final int MOST = 100;

  private final ReceiveBudget budget = new ReceiveBudget(MOST);
  private final List<String> woken = new ArrayList<>();

  private ReceiveBudget.Holder holder(String name) {
    return () -> woken.add(name);
  }

  @Test
  void isOverWhenQueuedAndCrossingBytesAreTooManyTogether() {
    budget.queued(60);
    assertFalse(budget.isOver());
    budget.crossing(40);
    assertTrue(budget.isOver());
    assertEquals(MOST, budget.waiting());
    budget.queued(-1);
    assertFalse(budget.isOver());
  }

  @Test
  void nobodyCompletesALongMessageWhileTooMuchWaits() {
    ReceiveBudget.Holder one = holder("one");
    ReceiveBudget.Holder two = holder("two");
    budget.queued(MOST);
    assertFalse(budget.hold(one, 10));
    assertFalse(budget.hold(two, 10));
    budget.queued(-1);
    assertEquals(List.of("one", "two"), woken);
    assertTrue(budget.hold(one, 20));
  }

  @Test
  void whatLeavesAnotherLoopWakesToo() {
    ReceiveBudget.Holder one = holder("one");
    budget.crossing(MOST);
    assertFalse(budget.hold(one, 10));
    budget.crossing(-MOST);
    assertEquals(List.of("one"), woken);
  }

  @Test
  void theOldestGoesOnFirstWhenTheirMessagesAreTooLongTogether() {
    ReceiveBudget.Holder one = holder("one");
    ReceiveBudget.Holder two = holder("two");
    budget.queued(MOST);
    assertFalse(budget.hold(one, 60));
    assertFalse(budget.hold(two, 60));
    budget.queued(-MOST);
    assertEquals(List.of("one"), woken);
    assertTrue(budget.hold(one, 0));
    assertEquals(List.of("one", "two"), woken);
  }

  @Test
  void aMessageThatEndsWhileTooMuchWaitsWakesNobodyYet() {
    ReceiveBudget.Holder one = holder("one");
    ReceiveBudget.Holder two = holder("two");
    assertTrue(budget.hold(one, 60));
    assertFalse(budget.hold(two, 60));
    budget.queued(MOST);
    budget.hold(one, 0);
    assertEquals(List.of(), woken);
    budget.queued(-1);
    assertEquals(List.of("two"), woken);
  }

  @Test
  void whoHoldsNothingReadsOnAlsoWhenOthersAreShort() {
    ReceiveBudget.Holder one = holder("one");
    assertTrue(budget.hold(one, 90));
    assertFalse(budget.hold(holder("two"), 90));
    assertFalse(budget.hold(holder("three"), 90));
    assertTrue(budget.hold(one, 0), "nobody would wake it");
  }

  @Test
  void nobodyIsWokenWhoWasNotToldToWait() {
    assertTrue(budget.hold(holder("one"), 10));
    budget.queued(MOST);
    budget.queued(-MOST);
    assertEquals(List.of(), woken);
  }
}
