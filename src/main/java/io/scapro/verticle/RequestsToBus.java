package io.scapro.verticle;

import io.scapro.protocol.RepSocket;
import io.scapro.protocol.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/** Has the consumer at an event-bus address answer the requests that a REP socket receives. */
final class RequestsToBus implements Bridge {

  private static final int WINDOW = 128;

  private final RepSocket socket;
  private final VerticleConfig config;
  private final BusConsumer consumer;

  RequestsToBus(Vertx vertx, RepSocket socket, VerticleConfig config) {
    this.socket = socket;
    this.config = config;
    this.consumer = new BusConsumer(vertx, socket, config);
  }

  @Override
  public String addressKey() {
    return "deliver";
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

  private void answer(Request request) {
    consumer
        .ask(request.pipe(), request.keep().body(), BodyForm::bytes)
        .compose(request::reply, failure -> failed(request))
        .onComplete(done -> socket.fetch(1));
  }

  private Future<Void> failed(Request request) {
    if (config.onFailure == VerticleConfig.OnFailure.DROP) {
      return Future.succeededFuture();
    }
    Buffer body = BodyForm.bytes(config.failureBody);
    return request.reply(body);
  }
}
