package io.scapro.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.SocketEvent;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The samples of {@code docs/contexts.md}. */
@Timeout(30)
class ContextsTest extends EchoService {

  @TempDir Path folder;

  private static void routePrices(Router router, ReqSocket req) {
    router
        .get("/price/:name")
        .handler(
            route ->
                req.request(Buffer.buffer(route.pathParam("name"))) // req is of another verticle
                    .onSuccess(reply -> route.end(reply))); // on the context of this HTTP request
  }

  @Test
  void answersAnHttpRequest() {
    Router router = Router.router(vertx);
    routePrices(router, req);
    HttpServer server =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    HttpClient client = vertx.createHttpClient();
    Buffer body =
        client
            .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/price/EUR")
            .compose(HttpClientRequest::send)
            .compose(HttpClientResponse::body)
            .await();
    assertEquals("EUR", body.toString());
    client.close().await();
  }

  @Test
  void awaitsAReply() {
    Buffer reply = req.request(Buffer.buffer("EUR")).await();
    assertEquals("EUR", reply.toString());
  }

  @Test
  void copiesAFile() throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Promise<Void> peerClosed = Promise.promise();
    pull.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.DISCONNECTED) {
            peerClosed.complete();
          }
        });
    PushSocket push = PushSocket.create(vertx);
    pull.bind("inproc://copy").await();
    push.connect("inproc://copy").await();
    Path source = Files.writeString(folder.resolve("source"), "content");
    AsyncFile file = vertx.fileSystem().open(source.toString(), new OpenOptions()).await();
    AsyncFile copy =
        vertx.fileSystem().open(folder.resolve("copy").toString(), new OpenOptions()).await();

    file.pipeTo(push); // a file, an HTTP request, a NetSocket, …
    Future<Void> copied = pull.bodies().pipeTo(copy);

    peerClosed.future().compose(closed -> pull.close()).await();
    copied.await();
    assertEquals("content", Files.readString(folder.resolve("copy")));
  }
}
