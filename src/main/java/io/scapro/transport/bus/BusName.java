package io.scapro.transport.bus;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.concurrent.RejectedExecutionException;

/**
 * A name in a cluster. It belongs to one socket, or to several sockets of one protocol that all
 * have {@code shared} set. It is a consumer on the event bus, so it is removed when its node dies.
 * Before a socket registers the name, it asks at the bus address whether the name is in use.
 */
final class BusName {

  private static final Buffer WHO = Buffer.buffer("who");
  private static final Object FREE = new Object();

  private BusName() {}

  /**
   * Registers {@code busAddress} for {@code address}. To be called on the link's context.
   *
   * @param peers called for every message except inquiries about the name
   * @return fails with ADDRESS_IN_USE
   */
  static Future<BusTransport.Registration> register(
      Link link, Address address, String busAddress, Handler<Message<Object>> peers) {
    Vertx vertx = link.vertx();
    if (!vertx.isClustered()) {
      return Names.register(link, address, busAddress, vertx.eventBus()::consumer, peers);
    }
    String mine = terms(link);
    long patience = link.options().getHandshakeTimeout().toMillis();
    return vertx
        .sharedData()
        .getLockWithTimeout(busAddress, patience)
        .compose(
            lock ->
                holder(vertx.eventBus(), busAddress, patience)
                    .compose(theirs -> check(address, mine, theirs))
                    .compose(free -> new Member(link, address, mine, peers).register(busAddress))
                    .onComplete(done -> lock.release()));
  }

  private static String terms(Link link) {
    return link.options().isShared() ? link.identity().name() : "";
  }

  /** A socket that has the name, alone or with others. */
  private static final class Member {
    private final Link link;
    private final Address address;
    private final String terms;
    private final Handler<Message<Object>> peers;
    private volatile boolean closed;

    Member(Link link, Address address, String terms, Handler<Message<Object>> peers) {
      this.link = link;
      this.address = address;
      this.terms = terms;
      this.peers = peers;
    }

    Future<BusTransport.Registration> register(String busAddress) {
      MessageConsumer<Object> consumer =
          link.vertx().eventBus().consumer(busAddress, this::arrived);
      return consumer.completion().map(registered -> () -> leave(consumer));
    }

    private void arrived(Message<Object> message) {
      if (closed) {
        Names.refuse(message, address);
      } else if (WHO.equals(EventBusNode.bodyOf(message))) {
        message.reply(terms);
      } else {
        peers.handle(message);
      }
    }

    /**
     * Stays registered for two turns and refuses the requests that were already sent. Without this
     * they would never be answered.
     */
    private Future<Void> leave(MessageConsumer<Object> consumer) {
      closed = true;
      Promise<Void> done = Promise.promise();
      try {
        Host host = link.host();
        host.later(() -> host.later(() -> consumer.unregister().onComplete(done)));
      } catch (RejectedExecutionException e) { // Vert.x was closed
        consumer.unregister().onComplete(done);
      }
      return done.future();
    }
  }

  /** The terms of the present owner; FREE when no consumer answers. */
  private static Future<Object> holder(EventBus bus, String busAddress, long patience) {
    return bus.request(busAddress, WHO, new DeliveryOptions().setSendTimeout(patience))
        .map(Message::body)
        .otherwise(nobody -> FREE);
  }

  private static Future<Void> check(Address address, String mine, Object theirs) {
    boolean shared = !mine.isEmpty() && mine.equals(theirs);
    return theirs == FREE || shared
        ? Future.succeededFuture()
        : Future.failedFuture(
            new SpException(
                Reason.ADDRESS_IN_USE,
                "expected a free name, got %s: a socket is bound to it%s; do: choose another name, or set shared on both endpoints (same protocol only)"
                    .formatted(
                        address,
                        mine.isEmpty() ? "" : ", and is not shared or has another protocol")));
  }
}
