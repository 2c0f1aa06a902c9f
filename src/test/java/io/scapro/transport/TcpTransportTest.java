package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.RawPeer;
import io.scapro.suite.Received;
import io.scapro.suite.ReservedPort;
import io.scapro.suite.StreamTransportContract;
import io.scapro.transport.tcp.TcpTransport;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TcpTransportTest implements StreamTransportContract {

  private Vertx vertx;
  private ReservedPort port;

  @BeforeEach
  void open(Vertx vertx) throws IOException {
    this.vertx = vertx;
    this.port = new ReservedPort();
  }

  @AfterEach
  void giveBackThePort() throws IOException {
    port.close();
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public String addressToBind() {
    return "tcp://127.0.0.1:0";
  }

  @Override
  public String freeAddress() {
    return port.url();
  }

  @Override
  public RawPeer rawPeer(Endpoint endpoint) throws IOException {
    return RawPeer.connect(endpoint);
  }

  @Test
  void servesTcp() {
    assertEquals(Set.of("tcp"), new TcpTransport().schemes());
  }

  @Test
  void portZeroReportsTheRealPort() {
    Endpoint bound = Await.result(PullSocket.create(vertx).bind("tcp://127.0.0.1:0"));
    assertTrue(bound.address().toString().matches("tcp://127\\.0\\.0\\.1:[1-9]\\d*"));
  }

  @Test
  void somebodyElsesPortIsInUse() throws IOException {
    try (ServerSocket other = RawPeer.listen()) {
      String url = "tcp://127.0.0.1:" + other.getLocalPort();
      assertEquals(Reason.ADDRESS_IN_USE, Await.failure(PullSocket.create(vertx).bind(url)));
    }
  }

  @Test
  void anAddressOfNobodyHereIsBad() {
    assertEquals(
        Reason.BAD_ADDRESS, Await.failure(PullSocket.create(vertx).bind("tcp://192.0.2.1:0")));
  }

  @Test
  void leavesByTheInterfaceThatWasNamed() {
    exchange("tcp://127.0.0.1:0", "tcp://127.0.0.1;127.0.0.1:%s", new EndpointOptions());
  }

  @Test
  void knowsNamesOfHosts() {
    exchange("tcp://localhost:0", "tcp://localhost:%s", new EndpointOptions());
  }

  @Test
  void speaksIpv6WhereTheMachineDoes() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      assertNotEquals(0, socket.getLocalPort());
    } catch (IOException e) {
      Assumptions.abort("no IPv6 on this machine");
    }
    exchange(
        "tcp://[::1]:0",
        "tcp://[::1]:%s",
        new EndpointOptions().with(new TcpOptions().setIpv4Only(false)));
  }

  @Test
  void worksWithDelayAndWithoutKeepAlive() {
    EndpointOptions options =
        new EndpointOptions().with(new TcpOptions().setNoDelay(false).setKeepAlive(false));
    exchange("tcp://127.0.0.1:0", "tcp://127.0.0.1:%s", options);
  }

  private void exchange(String toBind, String toConnect, EndpointOptions options) {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    String bound = Await.result(pull.bind(toBind, options)).address().toString();
    PushSocket push = PushSocket.create(vertx);
    String port = bound.substring(bound.lastIndexOf(':') + 1);
    Await.result(push.connect(toConnect.formatted(port), options));
    push.send(Buffer.buffer("hello"));
    assertEquals(Buffer.buffer("hello"), received.next());
  }
}
