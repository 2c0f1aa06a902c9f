package io.scapro.verticle.bridge;

import io.scapro.protocol.AnsweringSocket;
import io.scapro.protocol.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Set;

/**
 * Delivers the requests of a REP, or the surveys of a RESPONDENT, to the consumer at an event-bus
 * address, and sends its answers.
 */
final class RequestsToBus implements Bridge {

  private static final int WINDOW = 128;

  private final Vertx vertx;
  private final AnsweringSocket<?> socket;
  private final BridgeConfig config;
  private final Format format;
  private final BusConsumer consumer;
  private final Promise<Void> finished = Promise.promise();
  private int inProgress;
  private boolean stopping;

  RequestsToBus(Vertx vertx, AnsweringSocket<?> socket, BridgeConfig config, Format format) {
    this.vertx = vertx;
    this.socket = socket;
    this.config = config;
    this.format = format;
    this.consumer = new BusConsumer(vertx, socket, config, format);
  }

  @Override
  public String addressKey() {
    return config.bridge.equals(BridgeRules.NONE) ? "deliver" : "bridge";
  }

  @Override
  public Set<String> keys() {
    return Set.of("window", "timeout", "body", "onFailure", "failureBody");
  }

  @Override
  public Future<Void> start() {
    socket.pause().fetch(config.window(WINDOW));
    socket.handler(this::answer);
    return Future.succeededFuture();
  }

  /** Waits, within {@code linger}, for the pending answers of the consumer. */
  @Override
  public Future<Void> stop() {
    stopping = true;
    consumer.close();
    socket.pause();
    long linger = config.linger().toMillis();
    if (inProgress == 0 || linger == 0) {
      return Future.succeededFuture();
    }
    vertx.setTimer(linger, over -> finished.tryComplete());
    return finished.future();
  }

  private void answer(Request request) {
    inProgress++;
    consumer
        .ask(request.peer(), request.keep().body(), Map.of(), format::writeAnswer)
        .compose(request::reply, failure -> failed(request, failure))
        .onComplete(done -> answered());
  }

  private void answered() {
    inProgress--;
    if (!stopping) {
      socket.fetch(1);
    } else if (inProgress == 0) {
      finished.tryComplete();
    }
  }

  private Future<Void> failed(Request request, Throwable cause) {
    Buffer instead = format.writeFailure(cause);
    return instead == null ? Future.succeededFuture() : request.reply(instead);
  }
}
