package io.scapro.verticle.credit;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.Socket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the received messages of a socket to the receivers at event-bus addresses, with
 * back-pressure: the socket reads only as fast as the slowest receiver.
 */
public final class CreditedDelivery {

  /** The delivery to one address. */
  private final class Way implements CreditSender.Events {
    private final CreditSender sender;

    Way(Vertx vertx, String address) {
      this.sender = new CreditSender(vertx, address, this);
    }

    @Override
    public void drained() {
      if (!stopping && ways.values().stream().noneMatch(way -> way.sender.isFull())) {
        messages.resume();
      }
    }

    @Override
    public void broken(int lost) {
      messages.pause();
      for (int i = 0; i < lost; i++) {
        socket.countDropped(DropReason.NO_CONSUMER);
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
  private final Socket socket;
  private final ReadStream<Message> messages;
  private final Function<Buffer, String> address;
  private final Map<String, Way> ways = new HashMap<>();
  private final @Nullable Way only;
  private boolean stopping;

  /**
   * @param addresses of all receivers
   * @param address selects the address for a body
   */
  public <S extends Socket & ReadStream<Message>> CreditedDelivery(
      Vertx vertx, S socket, Set<String> addresses, Function<Buffer, String> address) {
    this.vertx = vertx;
    this.socket = socket;
    this.messages = socket;
    this.address = address;
    addresses.forEach(each -> ways.put(each, new Way(vertx, each)));
    this.only = ways.size() == 1 ? ways.values().iterator().next() : null;
  }

  public void start() {
    messages.pause();
    messages.handler(this::deliver);
    ways.values().forEach(way -> way.sender.open());
  }

  private void deliver(Message message) {
    Buffer body = message.keep().body();
    Way way =
        only == null ? Objects.requireNonNull(ways.get(address.apply(body)), "address") : only;
    Peer peer = Objects.requireNonNull(message.peer(), "peer");
    way.sender.send(new CreditItem(body, peer.id(), peer.remoteAddress()));
    if (way.sender.isFull()) {
      messages.pause();
    }
  }

  /** Waits, within {@code linger}, until the readers have consumed the messages sent to them. */
  public Future<Void> stop(Duration linger) {
    stopping = true;
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
