package io.scapro.verticle;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.SpSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what a socket receives to {@link SocketReader}s, as fast as they take it; the socket
 * reads no faster than the slowest one, and the peers feel it.
 */
final class CreditedDelivery {

  /** The way to one address. */
  private final class Way implements CreditSender.Events {
    private final CreditSender sender;

    Way(Vertx vertx, String address) {
      this.sender = new CreditSender(vertx, address, this);
    }

    @Override
    public void drained() {
      if (ways.values().stream().noneMatch(way -> way.sender.isFull())) {
        messages.resume();
      }
    }

    @Override
    public void broken(int lost) {
      messages.pause();
      for (int i = 0; i < lost; i++) {
        socket.discarded(DropReason.NO_CONSUMER);
      }
    }

    Future<Void> close() {
      int lost = sender.unconfirmed();
      if (lost > 0) {
        broken(lost);
      }
      return sender.close();
    }
  }

  private final Vertx vertx;
  private final SpSocket socket;
  private final ReadStream<Message> messages;
  private final PlainFormat format;
  private final Map<String, Way> ways = new HashMap<>();
  private final @Nullable Way only;

  <S extends SpSocket & ReadStream<Message>> CreditedDelivery(
      Vertx vertx, S socket, PlainFormat format) {
    this.vertx = vertx;
    this.socket = socket;
    this.messages = socket;
    this.format = format;
    format.addresses().forEach(address -> ways.put(address, new Way(vertx, address)));
    this.only = ways.size() == 1 ? ways.values().iterator().next() : null;
  }

  void start() {
    messages.pause();
    messages.handler(this::deliver);
    ways.values().forEach(way -> way.sender.open());
  }

  private void deliver(Message message) {
    Buffer body = message.keep().body();
    Way way = only == null ? ways.get(format.address(body)) : only;
    way.sender.send(new SocketMessage(body, message.pipe().id(), message.pipe().remoteAddress()));
    if (way.sender.isFull()) {
      messages.pause();
    }
  }

  /** Lets the readers finish what was sent to them, for as long as {@code linger}. */
  Future<Void> stop(Duration linger) {
    messages.pause();
    Promise<Void> done = Promise.promise();
    long timer = vertx.setTimer(Math.max(1, linger.toMillis()), over -> done.tryComplete());
    Future.join(ways.values().stream().map(way -> way.sender.confirmed()).toList())
        .onComplete(confirmed -> done.tryComplete());
    return done.future()
        .eventually(
            () -> {
              vertx.cancelTimer(timer);
              return Future.join(ways.values().stream().map(Way::close).toList());
            });
  }
}
