package io.scapro.simulation;

import io.scapro.Message;
import io.scapro.Socket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.ReceivingSocket;
import io.scapro.protocol.SendingSocket;
import io.scapro.protocol.StreamSocket;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Sends bodies, reads bodies, or both: PUSH, PULL, PUB, SUB, PAIR, PAIR1, BUS, STAR. */
final class StreamApp extends App {

  static final List<String> TOPICS = List.of("a", "b", "ab", "c");

  private final Socket socket;
  private final Function<Buffer, Future<Void>> writer;
  private final ReceivingSocket<Message, ?> reader;
  private final Map<String, Integer> subscriptions = new TreeMap<>();

  private StreamApp(
      SimProcess process,
      Socket socket,
      Function<Buffer, Future<Void>> writer,
      ReceivingSocket<Message, ?> reader) {
    super(process);
    this.socket = socket;
    this.writer = writer;
    this.reader = reader;
    if (reader != null) {
      reader.handler(this::got);
    }
    if (socket instanceof SubSocket) {
      subscribe(0);
    }
  }

  static StreamApp sending(SimProcess process, SendingSocket<?> socket) {
    return new StreamApp(process, socket, socket::send, null);
  }

  static StreamApp receiving(SimProcess process, ReceivingSocket<Message, ?> socket) {
    return new StreamApp(process, socket, null, socket);
  }

  static StreamApp both(SimProcess process, StreamSocket<Buffer, ?> socket) {
    return new StreamApp(process, socket, socket::send, socket);
  }

  @Override
  List<Socket> sockets() {
    return List.of(socket);
  }

  @Override
  void send(int size, boolean probe) {
    if (writer == null) {
      return;
    }
    Body body =
        fresh(
            probe ? 'p' : 'm',
            socket instanceof PubSocket ? TOPICS.get(process.numbers() % TOPICS.size()) : "",
            "");
    Ledger ledger = process.world().ledger();
    ledger.sent(body);
    if (probe) {
      process.world().probed(body, process);
    }
    writer
        .apply(body.encode(size))
        .onComplete(sent -> ledger.done(body, process.spec().role(), sent.succeeded()));
  }

  private void got(Message message) {
    Body body = read(message);
    if (body.kind() == 'p') {
      Violation.check(wants(body), "subscriptions", body + " was not subscribed to");
    }
    delivered(
        body, message.peer(), !(socket instanceof SubSocket) && !process.world().isBroadcast(body));
  }

  @Override
  boolean wants(Body probe) {
    return !(socket instanceof SubSocket)
        || subscriptions.keySet().stream().anyMatch(probe.topic()::startsWith);
  }

  @Override
  void pause() {
    if (reader != null) {
      reader.pause();
    }
  }

  @Override
  void resume() {
    if (reader != null) {
      reader.resume();
    }
  }

  @Override
  void subscribe(int topic) {
    if (socket instanceof SubSocket sub) {
      subscriptions.merge(TOPICS.get(topic % 4), 1, Integer::sum);
      sub.subscribe(TOPICS.get(topic % 4));
    }
  }

  @Override
  void unsubscribe(int topic) {
    String of = TOPICS.get(topic % 4);
    if (socket instanceof SubSocket sub && subscriptions.containsKey(of)) {
      subscriptions.compute(of, (same, count) -> count == 1 ? null : count - 1);
      sub.unsubscribe(of);
    }
  }
}
