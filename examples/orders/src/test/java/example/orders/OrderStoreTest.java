package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change is done once. The journal is a list, and completes when the test says so. */
class OrderStoreTest {

  private static final Order TEA = new Order("1", "tea", 2, false);

  private final List<Order> written = new ArrayList<>();
  private final List<Order> changes = new ArrayList<>();
  private Promise<Void> disk = Promise.promise();
  private final OrderStore store = new OrderStore(this::append, List.of(), changes::add);

  private Future<Void> append(Order order) {
    written.add(order);
    return disk.future();
  }

  private static int status(Future<?> failed) {
    return assertInstanceOf(Refusal.class, failed.cause()).status();
  }

  @Test
  void anOrderIsPlacedWhenTheJournalHasIt() {
    Future<Order> placed = store.place(TEA);
    assertFalse(placed.isComplete());
    assertEquals(List.of(), changes);
    assertEquals(404, status(store.find("1")));
    disk.complete();
    assertEquals(TEA, placed.result());
    assertEquals(List.of(TEA), changes);
    assertEquals(TEA, store.find("1").result());
  }

  @Test
  void aRepeatedOrderIsPlacedOnce() {
    Future<Order> first = store.place(TEA);
    Future<Order> duringTheWrite = store.place(TEA);
    disk.complete();
    Future<Order> later = store.place(TEA);
    assertEquals(
        List.of(TEA, TEA, TEA), List.of(first.result(), duringTheWrite.result(), later.result()));
    assertEquals(List.of(TEA), written);
    assertEquals(List.of(TEA), changes);
  }

  @Test
  void anIdHasOneOrder() {
    disk.complete();
    store.place(TEA);
    assertEquals(409, status(store.place(new Order("1", "coffee", 2, false))));
    assertEquals(List.of(TEA), written);
  }

  @Test
  void anOrderThatWasNotWrittenCanBePlacedAgain() {
    Future<Order> first = store.place(TEA);
    disk.fail("the disk is full");
    assertEquals("the disk is full", first.cause().getMessage());
    disk = Promise.promise();
    disk.complete();
    assertTrue(store.place(TEA).succeeded());
    assertEquals(List.of(TEA), changes);
  }

  @Test
  void anOrderIsShippedOnce() {
    disk.complete();
    store.place(TEA);
    assertEquals(List.of(TEA), store.unshipped());
    assertTrue(store.ship("1").result().shipped());
    assertTrue(store.ship("1").result().shipped());
    assertEquals(List.of(TEA, TEA.asShipped()), written);
    assertEquals(List.of(), store.unshipped());
    assertEquals(404, status(store.ship("2")));
  }

  @Test
  void theLastLineOfTheJournalCounts() {
    OrderStore restarted =
        new OrderStore(this::append, List.of(TEA, TEA.asShipped()), changes::add);
    assertTrue(restarted.find("1").result().shipped());
    assertEquals(List.of(), restarted.unshipped());
    assertEquals(List.of(), changes);
  }
}
