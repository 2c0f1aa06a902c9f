package io.scapro.simulation;

import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.Socket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** The application of a process: sends bodies, checks what it gets. Runs on its lane. */
abstract class App {

  /** A body that the application has kept. */
  private record Kept(Body body, Buffer bytes) {}

  private static final int MOST_KEPT = 16;

  protected final SimProcess process;
  private final List<Kept> kept = new ArrayList<>();

  App(SimProcess process) {
    this.process = process;
  }

  abstract List<Socket> sockets();

  /** Sends a message of its own; an application that only receives or forwards has none. */
  void send(int size, boolean probe) {}

  /** Closes the sockets, and what uses them. */
  Future<Void> close() {
    return Future.join(sockets().stream().map(Socket::close).toList()).mapEmpty();
  }

  /** How many consumers it has on the event bus at rest, with those of its links. */
  int consumers() {
    return 0;
  }

  /** Closes a reader or writer, and opens another one. */
  void reopen(int how) {}

  void pause() {}

  void resume() {}

  void subscribe(int topic) {}

  void unsubscribe(int topic) {}

  /** Whether this application must get {@code probe}. */
  boolean wants(Body probe) {
    return true;
  }

  protected final Body fresh(char kind, String topic, String about) {
    return new Body(
        topic, kind, process.spec().node(), process.life(), process.nextNumber(), about);
  }

  /** Checks a body; keeps some of them, and checks those again later. */
  protected final Body read(Message message) {
    Body body = Body.decode(message.body());
    if (body.number() % 3 == 0) {
      message.keep();
      keep(body, message.body());
    }
    checkAlive(body);
    return body;
  }

  protected final void keep(Body body, Buffer bytes) {
    kept.add(new Kept(body, bytes));
    if (kept.size() > MOST_KEPT) {
      check(kept.remove(0));
    }
  }

  private static void check(Kept each) {
    Violation.check(
        Body.decode(each.bytes).equals(each.body), "integrity", each.body.id() + " has changed");
  }

  void checkKept() {
    kept.forEach(App::check);
    kept.clear();
  }

  protected final void checkAlive(Body body) {
    Violation.check(!process.isClosed(), "closed", body.id() + " was delivered after close");
  }

  protected final void delivered(Body body, Peer peer, boolean once) {
    String connection =
        process.spec().node() + "." + process.life() + "/" + (peer == null ? 0 : peer.id());
    process.world().delivered(body, process, connection, once);
  }
}
