package example;

import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** Asks for one greeting. Arguments: the address of the service, and a name. */
public final class Client {

  static Future<String> greet(Vertx vertx, String url, String name) {
    ReqOptions options = new ReqOptions().setReceiveTimeout(Duration.ofSeconds(10));
    ReqSocket req = ReqSocket.create(vertx, options);
    req.connect(url);
    return req.request(Buffer.buffer(name)).map(Buffer::toString).eventually(req::close);
  }

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    greet(vertx, args[0], args[1])
        .onComplete(System.out::println, failure -> System.err.println(failure.getMessage()))
        .onComplete(end -> vertx.close());
  }

  private Client() {}
}
