package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Message;
import io.scapro.spi.BodyPool;
import io.scapro.suite.RaceHost;
import io.scapro.suite.Races;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An event loop that delivers while the application, on another thread, changes its demand. */
@Tag("soak")
class DeliveryRacesTest {

  /** As the inbox: delivers what waits while the delivery is ready. */
  private static final class Sender implements Delivery.Owner<Message> {
    final RaceHost host = new RaceHost();
    final BodyPool pool = new BodyPool(true);
    final ArrayDeque<Message> waiting = new ArrayDeque<>();
    final Queue<String> got = new ConcurrentLinkedQueue<>();
    final Delivery<Message> delivery = new Delivery<>(host, this, 1000);
    int delivered;

    void send(String... bodies) {
      for (String body : bodies) {
        byte[] array = pool.take(BodyPool.SMALLEST);
        waiting.add(new Message(Buffer.buffer(), Buffer.buffer(body), null, lease(array)));
      }
      wanted();
    }

    private Message.Lease lease(byte[] array) {
      return new Message.Lease() {
        @Override
        public void giveBack() {
          assertTrue(host.inLoop(), "given back on the event loop");
          pool.giveBack(array);
        }

        @Override
        public void keep() {
          assertTrue(host.inLoop(), "kept on the event loop");
          pool.forget();
        }
      };
    }

    void read(Message message) {
      got.add(message.keep().body().toString());
    }

    /** Runs all tasks; {@code underWay} messages remain between the threads. */
    void settle(int underWay) {
      RaceHost.settle(host);
      assertEquals(got.size(), delivered);
      assertEquals(underWay, delivery.underWay());
    }

    List<String> unread() {
      return waiting.stream().map(message -> message.body().toString()).toList();
    }

    @Override
    public void wanted() {
      while (!waiting.isEmpty() && delivery.isReady()) {
        delivery.deliver(waiting.removeFirst());
      }
    }

    @Override
    public void own(Message message) {
      Loan.OF_MESSAGES.own(message);
    }

    @Override
    public void release(Message message) {
      throw new AssertionError("expected no release: the handler is on another thread");
    }

    @Override
    public void delivered(int items) {
      delivered += items;
    }

    @Override
    public void takeBack(List<Message> items) {
      for (int i = items.size() - 1; i >= 0; i--) {
        waiting.addFirst(items.get(i));
      }
    }

    @Override
    public int bytes(Message message) {
      return message.length();
    }
  }

  @Test
  void deliversAllInOrder() {
    Races.check(
        () -> {
          Sender sender = new Sender();
          Races.together(
              () -> sender.host.onLoop(() -> sender.send("1", "2", "3")),
              () -> {
                sender.delivery.handler(sender::read);
                sender.host.applicationTurn();
              });
          sender.settle(0);
          assertEquals(List.of("1", "2", "3"), List.copyOf(sender.got));
          assertEquals(0, sender.pool.lent());
        });
  }

  @Test
  void continuesAfterAPause() {
    Races.check(
        () -> {
          Sender sender = new Sender();
          sender.delivery.handler(sender::read);
          Races.together(
              () ->
                  sender.host.onLoop(
                      () -> {
                        sender.send("1", "2");
                        sender.host.turn();
                      }),
              () -> {
                sender.delivery.pause();
                sender.host.applicationTurn();
                sender.delivery.fetch(1);
                sender.host.applicationTurn();
                sender.delivery.fetch(1);
              });
          sender.settle(0);
          assertEquals(List.of("1", "2"), List.copyOf(sender.got));
        });
  }

  @Test
  void deliversNoMoreThanTheDemand() {
    Races.check(
        () -> {
          Sender sender = new Sender();
          sender.delivery.pause();
          sender.delivery.handler(sender::read);
          Races.together(
              () -> sender.host.onLoop(() -> sender.send("1", "2", "3")),
              () -> {
                sender.delivery.fetch(1);
                sender.host.applicationTurn();
              },
              () -> sender.delivery.fetch(1));
          sender.settle(1);
          assertEquals(List.of("1", "2"), List.copyOf(sender.got));
        });
  }

  @Test
  void returnsWhatARemovedHandlerHasNotGot() {
    Races.check(
        () -> {
          Sender sender = new Sender();
          sender.delivery.handler(sender::read);
          Races.together(
              () -> sender.host.onLoop(() -> sender.send("1", "2", "3")),
              () -> {
                sender.host.applicationTurn();
                sender.delivery.handler(null);
                sender.host.applicationTurn();
              });
          sender.settle(0);
          List<String> all = new ArrayList<>(sender.got);
          all.addAll(sender.unread());
          assertEquals(List.of("1", "2", "3"), all);
        });
  }
}
