package io.scapro.transport.bus;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of addresses on the bus of one Vertx that is no node of a cluster: one for each
 * socket that is bound there.
 *
 * <p>A message that is on its way to a consumer when that is unregistered is never answered, and
 * Vert.x logs it. So the consumer of a socket that closes stays until nobody has asked there for
 * some time. Meanwhile it passes requests on to another socket of the address, or refuses them, and
 * a socket that binds the address takes it over. Safe from any thread.
 */
final class Names implements Shareable {

  /** So long nobody must have asked. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final String MAP = "io.scapro.bus";
  private static final String KEY = "names";

  private final List<Seat> seats = new ArrayList<>();

  private Names() {}

  private static Names of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, Names>getLocalMap(MAP)
        .computeIfAbsent(KEY, first -> new Names());
  }

  /**
   * Has {@code peers} called, on the context of {@code link}, for what is sent to {@code
   * busAddress}.
   *
   * @param consumers makes a consumer of a bus address
   */
  static Future<BusTransport.Registration> register(
      Link link,
      Address address,
      String busAddress,
      Function<String, MessageConsumer<Object>> consumers,
      Handler<Message<Object>> peers) {
    Seat seat = of(link.vertx()).seat(busAddress, consumers, new Owner(link, address, peers));
    return seat.consumer.completion().map(registered -> seat::leave);
  }

  private synchronized Seat seat(
      String busAddress, Function<String, MessageConsumer<Object>> consumers, Owner owner) {
    for (Seat each : seats) {
      if (each.owner == null && each.consumer.address().equals(busAddress)) {
        each.owner = owner;
        return each;
      }
    }
    Seat another = new Seat(consumers.apply(busAddress), owner);
    seats.add(another);
    another.consumer.handler(another::arrived);
    return another;
  }

  /** A socket that is bound to an address. */
  private record Owner(Link link, Address address, Handler<Message<Object>> peers) {}

  /** Refuses a request for an address where no socket is bound. */
  static void refuse(Message<Object> request, Address address) {
    request.fail(Reason.REFUSED.code(), "expected a socket bound to " + address);
  }

  /** A consumer, and the socket that has it. */
  private final class Seat {
    private final MessageConsumer<Object> consumer;
    private final Address address;
    private @Nullable Owner owner;
    private boolean asked;
    private int ends;

    Seat(MessageConsumer<Object> consumer, Owner owner) {
      this.consumer = consumer;
      this.address = owner.address;
      this.owner = owner;
    }

    void arrived(Message<Object> request) {
      Owner to = next();
      if (to == null) {
        refuse(request, address);
        return;
      }
      to.link
          .context()
          .runOnContext(
              go -> {
                if (isBound(to)) {
                  to.peers.handle(request);
                } else {
                  arrived(request); // it closed a moment ago
                }
              });
    }

    /** Its own socket, or another one of the address. */
    private @Nullable Owner next() {
      synchronized (Names.this) {
        asked = true;
        if (owner != null) {
          return owner;
        }
        return seats.stream()
            .filter(each -> each.consumer.address().equals(consumer.address()))
            .map(each -> each.owner)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
      }
    }

    Future<Void> leave() {
      synchronized (Names.this) {
        Owner last = owner;
        if (last != null) {
          owner = null;
          await(last.link.host(), ++ends);
        }
      }
      return Future.succeededFuture();
    }

    private void await(Host host, int end) {
      asked = false;
      try {
        host.after(QUIET, () -> unregisterIfQuiet(host, end));
      } catch (RejectedExecutionException e) { // Vert.x was closed
        remove();
      }
    }

    private void unregisterIfQuiet(Host host, int end) {
      synchronized (Names.this) {
        if (owner != null || end != ends) {
          return; // another socket has it, or had it since
        }
        if (asked) {
          await(host, end);
        } else {
          remove();
        }
      }
    }

    private void remove() {
      seats.remove(this);
      consumer.unregister();
    }
  }

  @SuppressWarnings("ReferenceEquality") // an owner is itself
  private synchronized boolean isBound(Owner owner) {
    return seats.stream().anyMatch(each -> each.owner == owner);
  }
}
