package io.scapro.simulation;

import io.scapro.Socket;
import io.scapro.protocol.PushSocket;
import io.scapro.verticle.credit.CreditItem;
import io.scapro.verticle.credit.CreditLink;
import io.scapro.verticle.credit.CreditReceiver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;

/** Sends what writers write, by a PUSH socket. */
final class SinkApp extends App {

  private static final int REFUSED = 1;

  private final Vertx vertx;
  private final PushSocket socket;
  private final MessageConsumer<Object> consumer;
  private final List<CreditReceiver> receivers = new ArrayList<>();

  SinkApp(SimProcess process, Vertx vertx, PushSocket socket) {
    super(process);
    this.vertx = vertx;
    this.socket = socket;
    this.consumer = vertx.eventBus().consumer(process.spec().addresses().get(0), this::opened);
  }

  private void opened(Message<Object> message) {
    Violation.check(CreditLink.says(message, CreditLink.OPEN), "origin", "no OPEN");
    CreditReceiver[] one = new CreditReceiver[1];
    one[0] =
        new CreditReceiver(
            vertx,
            message,
            process.spec().options().buffer(),
            this::forward,
            () -> receivers.remove(one[0]));
    receivers.add(one[0]);
  }

  private void forward(CreditReceiver from, CreditItem item) {
    Body body = Body.decode(item.body());
    checkAlive(body);
    Links.Link link = process.world().links().taken(body, item.body(), item.pipe());
    socket
        .send(item.body())
        .onComplete(
            sent ->
                process
                    .host()
                    .emit(sent.succeeded(), forwarded -> done(from, link, item, forwarded)));
  }

  private void done(CreditReceiver from, Links.Link link, CreditItem item, boolean forwarded) {
    int length = item.body().length();
    link.consumed(length);
    if (forwarded) {
      process.world().ledger().forwarded(Body.decode(item.body()));
      from.consumed(length);
    } else {
      from.refused(length, REFUSED, "not sent");
    }
  }

  @Override
  List<Socket> sockets() {
    return List.of(socket);
  }

  @Override
  int consumers() {
    return 1;
  }

  @Override
  Future<Void> close() {
    List<Future<Void>> parts = new ArrayList<>();
    parts.add(consumer.unregister());
    List.copyOf(receivers).forEach(each -> parts.add(each.close()));
    return Future.join(parts).eventually(super::close).mapEmpty();
  }
}
