package io.scapro.soak;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.ReservedPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A listener that restarts, and a proxy that cuts connections in the middle of messages. The
 * clients stay; a request is answered once the network lets it.
 */
final class RestartChurn implements Churn {

  private static final Duration SOON = Duration.ofMillis(20);

  private final ReservedPort port = new ReservedPort();
  private final CuttingProxy proxy = new CuttingProxy(port.number());
  private final RepSocket rep;
  private final List<ReqSocket> clients = new ArrayList<>();

  RestartChurn(Vertx vertx) throws IOException {
    rep = RepSocket.create(vertx).handler(request -> request.reply(request.body()));
    proxy.cutAfter(Integer.MAX_VALUE);
    for (int at : new int[] {port.number(), proxy.port()}) {
      ReqSocket req = ReqSocket.create(vertx);
      result(
          req.connect(
              "tcp://127.0.0.1:" + at,
              new EndpointOptions().setReconnectInterval(SOON).setReconnectIntervalMax(SOON)));
      clients.add(req);
    }
  }

  @Override
  public void round(int number) {
    Endpoint listener = result(rep.bind(port.url()));
    Buffer body = Buffer.buffer(new byte[500]);
    proxy.cutAfter(1 + number % 4000); // inside the handshake, the reply or a later one
    Future<Buffer> cut = clients.get(1).request(body);
    assertEquals(body, result(clients.get(0).request(body)));
    proxy.cutAfter(Integer.MAX_VALUE);
    Await.outcome(cut); // it fails if it has ended too many connections
    assertEquals(body, result(clients.get(1).request(body)));
    result(listener.close());
  }

  @Override
  public void close() throws IOException {
    for (ReqSocket each : clients) {
      result(each.close());
    }
    result(rep.close());
    proxy.close();
    port.close();
  }
}
