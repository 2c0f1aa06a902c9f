package io.scapro.simulation;

import io.scapro.Message;
import io.scapro.Socket;
import io.scapro.protocol.SubSocket;
import io.scapro.verticle.credit.CreditedDelivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Delivers the messages of a PULL or SUB socket to event-bus addresses, with credit. Reads those of
 * some addresses in the same process.
 */
final class CreditApp extends App {

  /** The beginning of an address that is read in this process too. */
  static final String OWN = "own";

  /** Longer than all that may delay confirmations without faults. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final Socket socket;
  private final CreditedDelivery delivery;
  private final List<ReaderApp> readers;

  <S extends Socket & ReadStream<Message>> CreditApp(SimProcess process, Vertx vertx, S socket) {
    super(process);
    this.socket = socket;
    List<String> addresses = process.spec().addresses();
    this.readers =
        addresses.stream()
            .filter(each -> each.startsWith(OWN))
            .map(each -> new ReaderApp(process, vertx, each))
            .toList();
    this.delivery =
        new CreditedDelivery(
            vertx, socket, new LinkedHashSet<>(addresses), body -> address(addresses, body));
    delivery.start();
    if (socket instanceof SubSocket sub) {
      sub.subscribe("");
    }
  }

  private static String address(List<String> addresses, Buffer body) {
    return addresses.get(Body.decode(body).number() % addresses.size());
  }

  @Override
  List<Socket> sockets() {
    return List.of(socket);
  }

  @Override
  void pause() {
    readers.forEach(App::pause);
  }

  @Override
  void resume() {
    readers.forEach(App::resume);
  }

  /** For each address one for the grants, and one of the receiver. */
  @Override
  int consumers() {
    return 2 * process.spec().addresses().size() + readers.size();
  }

  @Override
  void reopen(int how) {
    readers.forEach(each -> each.reopen(how));
  }

  @Override
  Future<Void> close() {
    return delivery
        .stop(LINGER)
        .eventually(() -> Future.join(readers.stream().map(App::close).toList()))
        .eventually(socket::close);
  }

  @Override
  void checkKept() {
    super.checkKept();
    readers.forEach(App::checkKept);
  }
}
