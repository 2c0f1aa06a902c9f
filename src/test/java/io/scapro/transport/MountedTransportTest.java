package io.scapro.transport;

import io.scapro.Endpoint;
import io.scapro.suite.Await;
import io.scapro.suite.RawPeer;
import io.scapro.suite.Speech;
import io.scapro.suite.StrangerContract;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every transport does, on a route of a server that is not ours. */
@ExtendWith(VertxExtension.class)
class MountedTransportTest implements StrangerContract {

  private Vertx vertx;
  private int port;

  @BeforeEach
  void listen(Vertx vertx) {
    this.vertx = vertx;
    Router router = Router.router(vertx);
    router
        .route("/:name")
        .handler(context -> SpWebSocket.at(context.pathParam("name")).handle(context));
    HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    port =
        Await.result(vertx.createHttpServer(options).requestHandler(router).listen()).actualPort();
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public String addressToBind() {
    return freeAddress();
  }

  @Override
  public String freeAddress() {
    return "mounted://" + UUID.randomUUID();
  }

  @Override
  public String toConnect(String bound) {
    return bound.replace("mounted://", "ws://127.0.0.1:" + port + '/');
  }

  @Override
  public RawPeer rawPeer(Endpoint endpoint) throws IOException {
    return RawPeer.connect(port);
  }

  @Override
  public Speech speech() {
    return Speech.WEBSOCKET;
  }
}
