package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.testing.FakeHost;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final int UNDER_WAY = 128;
  private static final int MOST_BYTES = 10_000;

  private final List<Integer> got = new ArrayList<>();
  private final List<Integer> left = new ArrayList<>();
  private final List<Integer> done = new ArrayList<>();
  private final List<Integer> back = new ArrayList<>();
  private int wanted;
  private int had;

  private Delivery<Integer> delivery(FakeHost host) {
    return delivery(host, () -> wanted++);
  }

  private Delivery<Integer> delivery(FakeHost host, Runnable whenWanted) {
    return new Delivery<>(
        host, new Queue(whenWanted, left::add, done::add, n -> had += n, back::addAll), MOST_BYTES);
  }

  /** Each number is as many bytes long. */
  private record Queue(
      Runnable whenWanted,
      Consumer<Integer> whenLeaving,
      Consumer<Integer> whenDone,
      IntConsumer whenHad,
      Consumer<List<Integer>> whenBack)
      implements Delivery.Owner<Integer> {

    @Override
    public void wanted() {
      whenWanted.run();
    }

    @Override
    public void own(Integer item) {
      whenLeaving.accept(item);
    }

    @Override
    public void release(Integer item) {
      whenDone.accept(item);
    }

    @Override
    public void delivered(int items) {
      whenHad.accept(items);
    }

    @Override
    public void takeBack(List<Integer> items) {
      whenBack.accept(items);
    }

    @Override
    public int bytes(Integer item) {
      return item;
    }
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void callsTheHandlerAtOnceOnTheSameThread() {
    Delivery<Integer> delivery = delivery(FakeHost.onEventLoop());
    assertFalse(delivery.isReady());
    delivery.handler(got::add);
    assertEquals(1, wanted);
    assertTrue(delivery.isReady());
    delivery.deliver(1);
    assertEquals(List.of(1), got);
    assertEquals(List.of(1), done);
    assertEquals(List.of(), left);
  }

  @Test
  void isReadyForExactlyWhatWasFetched() {
    Delivery<Integer> delivery = delivery(FakeHost.onEventLoop());
    delivery.pause();
    delivery.handler(got::add);
    assertFalse(delivery.isReady());
    delivery.fetch(2);
    delivery.deliver(1);
    assertTrue(delivery.isReady());
    delivery.deliver(2);
    assertFalse(delivery.isReady());
    delivery.fetch(Long.MAX_VALUE);
    delivery.fetch(Long.MAX_VALUE);
    assertTrue(delivery.isReady());
    assertThrows(IllegalArgumentException.class, () -> delivery.fetch(-1));
  }

  @Test
  void endsTheLoanAlsoWhenTheHandlerThrows() {
    FakeHost host = FakeHost.onEventLoop();
    Delivery<Integer> delivery = delivery(host);
    delivery.handler(
        item -> {
          throw new IllegalStateException("oops");
        });
    delivery.deliver(1);
    assertEquals(List.of(1), done);
    assertEquals(1, host.failures().size());
  }

  @Test
  void crossesInOrderToAnApplicationElsewhereWithABoundedNumberUnderWay() {
    FakeHost host = FakeHost.onWorker();
    Delivery<Integer> delivery = delivery(host);
    delivery.handler(got::add);
    host.turn();
    int before = wanted;
    host.onLoop(
        () -> {
          for (int i = 0; delivery.isReady(); i++) {
            delivery.deliver(i);
          }
        });
    assertEquals(UNDER_WAY, left.size());
    assertEquals(List.of(), got);
    host.turn();
    assertEquals(numbers(0, UNDER_WAY), got);
    assertEquals(before + 1, wanted);
    assertTrue(delivery.isReady());
    assertEquals(List.of(), done, "who leaves the loop is lent nothing");
  }

  @Test
  void crossesWithABoundedNumberOfBytesUnderWay() {
    FakeHost host = FakeHost.onWorker();
    Delivery<Integer> delivery = delivery(host);
    delivery.handler(got::add);
    host.turn();
    host.onLoop(
        () -> {
          delivery.deliver(MOST_BYTES - 1);
          assertTrue(delivery.isReady());
          delivery.deliver(1);
          assertFalse(delivery.isReady());
        });
    host.turn();
    assertEquals(List.of(MOST_BYTES - 1, 1), got);
    assertTrue(delivery.isReady());
  }

  @Test
  void bytesThatCameBackAreUnderWayNoMore() {
    FakeHost host = FakeHost.onWorker();
    Delivery<Integer> delivery = delivery(host);
    delivery.pause();
    delivery.handler(got::add);
    host.turn();
    host.onLoop(() -> delivery.deliver(MOST_BYTES));
    delivery.handler(null);
    host.turn();
    assertEquals(List.of(MOST_BYTES), back);
    delivery.handler(got::add);
    host.turn();
    assertTrue(delivery.isReady());
  }

  @Test
  void whatFoundNoHandlerComesBackAndWasNotHad() {
    FakeHost host = FakeHost.onWorker();
    Delivery<Integer> delivery = delivery(host);
    delivery.pause();
    delivery.handler(got::add);
    host.turn();
    host.onLoop(() -> numbers(0, 3).forEach(delivery::deliver));
    host.turn();
    assertEquals(3, delivery.underWay());
    delivery.handler(null);
    host.turn();
    assertEquals(numbers(0, 3), back);
    assertEquals(0, delivery.underWay());
    assertEquals(0, had);
  }

  @Test
  void whatIsUnderWayAtTheEndComesBack() {
    FakeHost host = FakeHost.onWorker();
    Delivery<Integer> delivery = delivery(host);
    delivery.fetch(0);
    delivery.pause();
    delivery.handler(got::add);
    host.turn();
    host.onLoop(() -> numbers(0, 3).forEach(delivery::deliver));
    host.onLoop(delivery::close);
    host.turn();
    assertEquals(numbers(0, 3), back);
    assertEquals(List.of(), got);
  }

  @Test
  void keepsWhatIsUnderWayWhileTheApplicationPauses() {
    FakeHost host = FakeHost.onWorker();
    Delivery<Integer> delivery = delivery(host);
    delivery.handler(
        item -> {
          got.add(item);
          if (item == 2) {
            delivery.pause();
          }
        });
    host.onLoop(() -> numbers(0, 6).forEach(delivery::deliver));
    host.turn();
    assertEquals(numbers(0, 3), got);
    delivery.fetch(1);
    host.turn();
    assertEquals(numbers(0, 4), got);
    delivery.handler(null);
    delivery.fetch(Long.MAX_VALUE);
    host.turn();
    assertEquals(numbers(0, 4), got);
    assertEquals(numbers(4, 6), back);
    assertEquals(4, had);
  }

  @Test
  void callsTheHandlerOfAnApplicationElsewhereOneAfterTheOther() {
    FakeHost host = FakeHost.onWorker();
    Delivery<Integer> delivery = delivery(host);
    List<String> calls = new ArrayList<>();
    delivery.handler(
        item -> {
          calls.add("begin " + item);
          delivery.pause();
          delivery.fetch(Long.MAX_VALUE);
          calls.add("end " + item);
        });
    host.onLoop(() -> numbers(0, 3).forEach(delivery::deliver));
    host.turn();
    assertEquals(List.of("begin 0", "end 0", "begin 1", "end 1", "begin 2", "end 2"), calls);
  }

  @Test
  void losesAndReordersNothingBetweenTwoThreads() throws Exception {
    int messages = 20_000;
    Vertx vertx = Vertx.vertx();
    try {
      Worker worker = new Worker(messages);
      vertx
          .deployVerticle(worker, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
          .toCompletionStage()
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
      assertEquals(numbers(0, messages), worker.got);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  /** Reads with pauses in between what a loop delivers as fast as it may. */
  private static final class Worker extends VerticleBase {
    private final int messages;
    private final List<Integer> got = new ArrayList<>();
    private Delivery<Integer> delivery;
    private int next;

    Worker(int messages) {
      this.messages = messages;
    }

    @Override
    public Future<?> start() {
      Host host = Engines.host(vertx);
      var all = host.<Void>promise();
      delivery =
          new Delivery<>(
              host,
              new Queue(this::pump, item -> {}, item -> {}, count -> {}, items -> {}),
              Integer.MAX_VALUE);
      delivery.handler(
          item -> {
            got.add(item);
            if (item % 100 == 0) {
              delivery.pause();
              delivery.fetch(item % 200 == 0 ? 7 : Long.MAX_VALUE);
            } else if (item % 7 == 0) {
              delivery.fetch(Long.MAX_VALUE);
            }
            if (got.size() == messages) {
              all.complete();
            }
          });
      return all.future();
    }

    private void pump() {
      while (delivery.isReady() && next < messages) {
        delivery.deliver(next++);
      }
    }
  }

  @Test
  void closeReturnsWhatIsUnderWay() {
    FakeHost host = FakeHost.onWorker();
    Delivery<Integer> delivery = delivery(host);
    delivery.pause();
    delivery.handler(got::add);
    host.turn();
    host.onLoop(() -> delivery.deliver(7));
    host.turn();
    assertEquals(List.of(), back);
    delivery.close();
    host.turn();
    assertEquals(List.of(7), back);
    assertEquals(0, delivery.underWay());
    assertEquals(List.of(), got);
  }

  /** Another thread removes the handler after the event loop has seen it. */
  @Test
  void itemWithoutAHandlerComesBackAtOnce() {
    Delivery<Integer> delivery = delivery(FakeHost.onEventLoop());
    delivery.handler(got::add);
    assertTrue(delivery.isReady());
    delivery.handler(null);
    delivery.deliver(7);
    assertEquals(List.of(7), back);
    assertEquals(0, had);
  }
}
