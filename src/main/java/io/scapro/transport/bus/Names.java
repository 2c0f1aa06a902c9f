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
 * The consumers of bus addresses in a Vertx that is not clustered: one for each socket that is
 * bound to an address.
 *
 * <p>When a consumer is unregistered, messages in transit to it are never answered, and Vert.x logs
 * them. So the consumer of a closed socket stays registered until no request has arrived for some
 * time. Until then it forwards requests to another socket of the address, or refuses them. A socket
 * that binds the address takes the consumer over. Safe from any thread.
 */
final class Names implements Shareable {

  /** The time without a request after which an unused consumer is unregistered. */
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
   * Registers {@code peers} for messages to {@code busAddress}; called on the context of {@code
   * link}.
   *
   * @param consumers creates a consumer of a bus address
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
    request.fail(
        Reason.REFUSED.code(),
        "expected a socket bound to %s, got none; do: bind one, or check the name"
            .formatted(address));
  }

  /** A consumer and the socket that uses it; no socket while it waits to be unregistered. */
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
                  arrived(request); // closed meanwhile
                }
              });
    }

    /** The socket of this consumer, or another socket of the address. */
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
          return; // used by another socket, now or meanwhile
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

  @SuppressWarnings("ReferenceEquality") // compares identity
  private synchronized boolean isBound(Owner owner) {
    return seats.stream().anyMatch(each -> each.owner == owner);
  }
}
