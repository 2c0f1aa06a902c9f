package io.scapro.limits;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DescriptorIT {

  private static final Buffer HELLO = Buffer.buffer("hello");
  private static final int MORE_THAN_IT_HAS = 300;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    result(vertx.close());
  }

  private ReqSocket req(String url) {
    ReqOptions options =
        new ReqOptions()
            .setEndpoint(new EndpointOptions().setReconnectIntervalMax(Duration.ofMillis(200)));
    ReqSocket req = ReqSocket.create(vertx, options);
    result(req.connect(url));
    return req;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aListenerOutOfDescriptorsServesAgainWhenThereAreSome(boolean nativeTransport)
      throws Exception {
    String limit = "ulimit -n 250"; // the jars of the class path take more than half of it
    try (Child child =
        new Child(limit, FewDescriptors.class, "-XX:-MaxFDLimit", "-Dnative=" + nativeTransport)) {
      String url = child.next().getString("url");
      int port = Integer.parseInt(url.replaceAll(".*:", ""));
      ReqSocket before = req(url);
      assertEquals(HELLO, result(before.request(HELLO)));
      List<Socket> held = new ArrayList<>();
      try {
        for (int i = 0; i < MORE_THAN_IT_HAS; i++) {
          Socket socket = new Socket();
          held.add(socket);
          socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        }
        for (int i = 0; i < 100; i++) {
          assertEquals(HELLO, result(before.request(HELLO)));
        }
      } finally {
        for (Socket socket : held) {
          socket.close();
        }
      }
      assertEquals(HELLO, result(req(url).request(HELLO)));
      assertEquals(HELLO, result(before.request(HELLO)));
    }
  }
}
