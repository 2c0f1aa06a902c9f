package io.scapro.simulation;

import io.scapro.Socket;
import io.scapro.verticle.SocketWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes to a socket of another process with credit. */
final class WriterApp extends App {

  private static final Pattern NUMBER = Pattern.compile("(\\d+) messages");

  private final Vertx vertx;
  private final Set<String> unsure = new HashSet<>();
  private SocketWriter writer; // null: it is closed
  private Future<Void> closed = Future.succeededFuture(); // of the one before
  private int told;
  private boolean closing;

  WriterApp(SimProcess process, Vertx vertx) {
    super(process);
    this.vertx = vertx;
    open();
  }

  private void open() {
    writer = SocketWriter.open(vertx, process.spec().addresses().get(0));
    writer.exceptionHandler(this::failed);
  }

  private void failed(Throwable failure) {
    Matcher number = NUMBER.matcher(failure.getMessage());
    Violation.check(number.find(), "accounting", "without a number: " + failure);
    told += Integer.parseInt(number.group(1));
  }

  /** Messages that the exception handler was told of. */
  int told() {
    return told;
  }

  /** Messages that a closed writer had sent without a confirmation: they may be lost uncounted. */
  Set<String> unsure() {
    return unsure;
  }

  /** Whether all that was written came by one link, or was confirmed before the next one. */
  boolean isSure() {
    return told == 0 && unsure.isEmpty();
  }

  @Override
  List<Socket> sockets() {
    return List.of();
  }

  @Override
  void send(int size, boolean probe) {
    if (writer == null) {
      Violation.check(!probe, "progress", "a writer did not close: " + process.spec());
      return;
    }
    Body body = fresh(probe ? 'p' : 'm', "", "");
    Ledger ledger = process.world().ledger();
    ledger.sent(body);
    if (probe) {
      process.world().probed(body, process);
    }
    writer
        .write(body.encode(size))
        .onComplete(sent -> ledger.done(body, process.spec().role(), sent.succeeded()));
  }

  /** Each message that was written was forwarded, or its loss was told. */
  void checkCounted() {
    Set<String> missing = missing();
    missing.removeAll(unsure);
    Violation.check(
        missing.size() <= told,
        "accounting",
        "told of %d lost messages, and these are missing: %s".formatted(told, missing));
  }

  private Set<String> missing() {
    return process.world().ledger().notForwarded(process.spec().node(), process.life());
  }

  /** One for the grants, and one of the receiver. */
  @Override
  int consumers() {
    return 2;
  }

  @Override
  void reopen(int how) {
    if (writer != null) {
      SocketWriter before = writer;
      writer = null;
      closed = how % 2 == 0 ? end(before) : close(before);
      closed.onComplete(
          done -> {
            if (!closing) {
              open();
            }
          });
    }
  }

  private Future<Void> end(SocketWriter before) {
    return before.end().onSuccess(done -> process.guard(this::checkCounted));
  }

  private Future<Void> close(SocketWriter before) {
    Future<Void> done = before.close();
    unsure.addAll(missing());
    return done;
  }

  @Override
  Future<Void> close() {
    closing = true;
    if (writer != null) {
      SocketWriter last = writer;
      writer = null;
      closed = end(last);
    }
    return closed;
  }
}
