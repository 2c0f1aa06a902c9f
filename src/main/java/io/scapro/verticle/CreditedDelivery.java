package io.scapro.verticle;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.SpSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;

/**
 * Delivers what a socket receives to a {@link SocketReader}, as fast as that takes it; the socket
 * reads no faster, and the peers feel it.
 */
final class CreditedDelivery implements CreditSender.Events {

  private final Vertx vertx;
  private final SpSocket socket;
  private final ReadStream<Message> messages;
  private final CreditSender sender;

  <S extends SpSocket & ReadStream<Message>> CreditedDelivery(
      Vertx vertx, S socket, String address) {
    this.vertx = vertx;
    this.socket = socket;
    this.messages = socket;
    this.sender = new CreditSender(vertx, address, this);
  }

  void start() {
    messages.pause();
    messages.handler(this::deliver);
    sender.open();
  }

  private void deliver(Message message) {
    sender.send(
        new SocketMessage(
            message.keep().body(), message.pipe().id(), message.pipe().remoteAddress()));
    if (sender.isFull()) {
      messages.pause();
    }
  }

  @Override
  public void drained() {
    messages.resume();
  }

  @Override
  public void broken(int lost) {
    messages.pause();
    for (int i = 0; i < lost; i++) {
      socket.discarded(DropReason.NO_CONSUMER);
    }
  }

  /** Lets the reader finish what was sent to it, for as long as {@code linger}. */
  Future<Void> stop(Duration linger) {
    messages.pause();
    Promise<Void> done = Promise.promise();
    long timer = vertx.setTimer(Math.max(1, linger.toMillis()), over -> done.tryComplete());
    sender.confirmed().onComplete(confirmed -> done.tryComplete());
    return done.future()
        .eventually(
            () -> {
              vertx.cancelTimer(timer);
              int lost = sender.unconfirmed();
              if (lost > 0) {
                broken(lost);
              }
              return sender.close();
            });
  }
}
