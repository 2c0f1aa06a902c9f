package io.scapro.simulation;

import io.scapro.Socket;
import io.scapro.verticle.SocketMessage;
import io.scapro.verticle.SocketReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Reads what sockets deliver to an event-bus address with credit. */
final class ReaderApp extends App {

  private final Vertx vertx;
  private final String address;
  private Future<SocketReader> opened;
  private SocketReader reader; // null: it is closed, or not yet open
  private boolean paused;
  private boolean closing;

  ReaderApp(SimProcess process, Vertx vertx, String address) {
    super(process);
    this.vertx = vertx;
    this.address = address;
    open();
  }

  private void open() {
    opened = SocketReader.open(vertx, address, process.spec().options().buffer());
    opened.onSuccess(
        open -> {
          if (!closing) {
            reader = open;
            if (paused) {
              open.pause();
            }
            open.handler(message -> got(open, message));
          }
        });
  }

  @Override
  List<Socket> sockets() {
    return List.of();
  }

  private void got(SocketReader from, SocketMessage message) {
    Body body = Body.decode(message.body());
    Violation.check(from == reader, "closed", body.id() + " was read after close");
    checkAlive(body);
    Links.Link link = process.world().links().taken(body, message.body(), message.pipe());
    link.consumed(message.body().length());
    process.world().read(body, link.sender());
    if (body.number() % 3 == 0) {
      keep(body, message.body());
    }
  }

  @Override
  void pause() {
    paused = true;
    if (reader != null) {
      reader.pause();
    }
  }

  @Override
  void resume() {
    paused = false;
    if (reader != null) {
      reader.resume();
    }
  }

  @Override
  int consumers() {
    return 1;
  }

  @Override
  void reopen(int how) {
    if (reader != null) {
      SocketReader before = reader;
      reader = null;
      before
          .close()
          .onComplete(
              closed -> {
                if (!closing) {
                  open();
                }
              });
    }
  }

  @Override
  Future<Void> close() {
    closing = true;
    reader = null;
    return opened.compose(SocketReader::close);
  }
}
