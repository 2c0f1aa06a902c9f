package example;

import io.scapro.Endpoint;
import io.scapro.protocol.RepSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Replies to a name with a greeting. */
final class GreetingService {

  final RepSocket rep;

  GreetingService(Vertx vertx) {
    rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
  }

  Future<Endpoint> start(String url) {
    return rep.bind(url);
  }
}
