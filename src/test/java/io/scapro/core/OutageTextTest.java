package io.scapro.core;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Socket;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.ReservedPort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The text of a TIMEOUT has the last error of the endpoint when no peer is connected. */
@ExtendWith(VertxExtension.class)
class OutageTextTest {

  private ReservedPort port;
  private String expected;

  @BeforeEach
  void reserve() throws IOException {
    port = new ReservedPort();
    expected =
        "; no peer is connected, last error: REFUSED: connect to %s: no process listens there; do: "
            .formatted(port.url());
  }

  @AfterEach
  void free() throws IOException {
    port.close();
  }

  private void connectInVain(Socket socket) {
    Happenings happenings = Happenings.of(socket);
    result(socket.connect(port.url()));
    happenings.await(Type.CONNECT_FAILED);
  }

  @Test
  void aRequestWithoutAReplyNamesTheError(Vertx vertx) {
    ReqOptions options = new ReqOptions().setReceiveTimeout(Duration.ofMillis(1));
    ReqSocket req = ReqSocket.create(vertx, options);
    connectInVain(req);
    String text = Await.refusal(req.request(Buffer.buffer("1"))).getMessage();
    assertTrue(text.startsWith("expected a reply within 1 ms, got none" + expected), text);
  }

  @Test
  void aMessageWithoutAPeerNamesTheError(Vertx vertx) {
    SocketOptions options = new SocketOptions().setSendTimeout(Duration.ofMillis(1));
    PushSocket push = PushSocket.create(vertx, options);
    connectInVain(push);
    String text = Await.refusal(push.send(Buffer.buffer("1"))).getMessage();
    assertTrue(text.contains("within 1 ms, got none" + expected), text);
  }
}
