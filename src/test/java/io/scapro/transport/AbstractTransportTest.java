package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scapro.Credentials;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.Received;
import io.scapro.suite.TransportContract;
import io.scapro.transport.ipc.AbstractTransport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.transport.Transport;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbstractTransportTest implements TransportContract {

  private Vertx vertx;

  @BeforeEach
  void open() {
    assumeTrue(Transport.EPOLL != null && Transport.EPOLL.available(), "no epoll on this machine");
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  @AfterEach
  void close() {
    if (vertx != null) {
      Await.result(vertx.close());
    }
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
    return "abstract://scapro-" + UUID.randomUUID();
  }

  @Test
  void servesAbstract() {
    assertEquals(Set.of("abstract"), new AbstractTransport().schemes());
  }

  @Test
  void namesMayHaveAnyCharacter() {
    String name = UUID.randomUUID().toString();
    exchange("abstract://" + name + "%00/%c3%a4", "abstract://" + name + "%00%2fä");
  }

  private void exchange(String toBind, String toConnect) {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    Await.result(pull.bind(toBind));
    PushSocket push = PushSocket.create(vertx);
    Await.result(push.connect(toConnect));
    push.send(Buffer.buffer("hello"));
    assertEquals(Buffer.buffer("hello"), received.next());
  }

  @Test
  void namesMayBeLong() {
    String name = UUID.randomUUID().toString();
    String longest = "abstract://" + name + "n".repeat(AbstractTransport.MOST - name.length());
    exchange(longest, longest);
    SpException refusal = Await.refusal(PullSocket.create(vertx).bind(longest + "n"));
    assertEquals(Reason.BAD_ADDRESS, refusal.reason());
    assertTrue(refusal.getMessage().contains("1 to 106 bytes, not 107"), refusal::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a%", "a%4", "a%zz", "%ff"})
  void otherNamesAreBad(String name) {
    String url = "abstract://" + name;
    assertEquals(Reason.BAD_ADDRESS, Await.failure(PullSocket.create(vertx).bind(url)));
    assertEquals(Reason.BAD_ADDRESS, Await.failure(PushSocket.create(vertx).connect(url)));
  }

  @Test
  void aNameOfAnotherVertxIsInUse() {
    String url = freeAddress();
    Vertx other = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    Await.result(PullSocket.create(other).bind(url));
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(PullSocket.create(vertx).bind(url)));
    Await.result(other.close());
    Await.result(PullSocket.create(vertx).bind(url));
  }

  @Test
  void pipesKnowWhoIsThere() {
    String url = freeAddress();
    PullSocket pull = PullSocket.create(vertx);
    Happenings happenings = Happenings.of(pull);
    Await.result(pull.bind(url));
    PushSocket.create(vertx).connect(url);
    Credentials told =
        happenings.await(Type.ACCEPTED).peer().orElseThrow().credentials().orElseThrow();
    assertEquals(ProcessHandle.current().pid(), told.pid());
  }

  @Test
  void withoutANativeTransportTheErrorNamesIt() throws Exception {
    Vertx plain = Vertx.vertx();
    String url = freeAddress();
    SpException bind =
        assertThrows(
            SpException.class,
            () -> PullSocket.create(plain).bind(url).await(20, TimeUnit.SECONDS));
    assertEquals(Reason.UNSUPPORTED, bind.reason());
    assertTrue(bind.getMessage().contains("netty-transport-native-epoll"), bind.getMessage());
    assertEquals(Reason.UNSUPPORTED, Await.failure(PushSocket.create(plain).connect(url)));
    Await.result(plain.close());
  }
}
