package io.scapro.transport.bus;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Link;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * A name in a cluster that one socket has, or several of the same protocol that all share it. It is
 * a consumer on the event bus, so that it goes with its node; who wants the name asks there first.
 */
final class BusName {

  private static final Buffer WHO = Buffer.buffer("who");
  private static final Object FREE = new Object();

  private BusName() {}

  /**
   * Registers {@code busAddress} for {@code address}. To be called on the link's context.
   *
   * @param peers called for what is not about the name
   * @return fails with ADDRESS_IN_USE
   */
  static Future<BusTransport.Registration> register(
      Link link, Address address, String busAddress, Handler<Message<Object>> peers) {
    Vertx vertx = link.vertx();
    String mine = terms(link);
    Handler<Message<Object>> handler =
        message -> {
          if (WHO.equals(EventBusNode.bodyOf(message))) {
            message.reply(mine);
          } else {
            peers.handle(message);
          }
        };
    if (!vertx.isClustered()) {
      return register(vertx, busAddress, handler);
    }
    long patience = link.options().getHandshakeTimeout().toMillis();
    return vertx
        .sharedData()
        .getLockWithTimeout(busAddress, patience)
        .compose(
            lock ->
                holder(vertx.eventBus(), busAddress, patience)
                    .compose(theirs -> check(link, address, mine, theirs))
                    .compose(free -> register(vertx, busAddress, handler))
                    .onComplete(done -> lock.release()));
  }

  private static String terms(Link link) {
    return link.options().isShared() ? link.identity().name() : "";
  }

  private static Future<BusTransport.Registration> register(
      Vertx vertx, String busAddress, Handler<Message<Object>> handler) {
    MessageConsumer<Object> consumer = vertx.eventBus().consumer(busAddress, handler);
    return consumer.completion().map(registered -> consumer::unregister);
  }

  /** The terms of who has the name; FREE when nobody answers. */
  private static Future<Object> holder(EventBus bus, String busAddress, long patience) {
    return bus.request(busAddress, WHO, new DeliveryOptions().setSendTimeout(patience))
        .map(Message::body)
        .otherwise(nobody -> FREE);
  }

  private static Future<Void> check(Link link, Address address, String mine, Object theirs) {
    boolean shared = !mine.isEmpty() && mine.equals(theirs);
    return theirs == FREE || shared
        ? Future.succeededFuture()
        : Future.failedFuture(
            new SpException(
                Reason.ADDRESS_IN_USE,
                "expected a free name, got %s where a socket is bound already%s"
                    .formatted(address, mine.isEmpty() ? "" : ", alone or with another protocol")));
  }
}
