package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.scapro.Reason;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.TransportContract;
import io.scapro.transport.bus.InprocTransport;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.junit5.VertxExtension;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class InprocTransportTest implements TransportContract {

  private Vertx vertx;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
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
    return "inproc://" + UUID.randomUUID();
  }

  @Test
  void servesInproc() {
    assertEquals(Set.of("inproc"), new InprocTransport().schemes());
  }

  @Test
  void aNameMustNotBeEmpty() {
    assertEquals(Reason.BAD_ADDRESS, Await.failure(PullSocket.create(vertx).bind("inproc://")));
    assertEquals(Reason.BAD_ADDRESS, Await.failure(PullSocket.create(vertx).connect("inproc://")));
  }

  @Test
  void namesBelongToOneVertx() {
    String address = freeAddress();
    Await.result(PullSocket.create(vertx).bind(address));
    Vertx other = Vertx.vertx();
    Await.result(PullSocket.create(other).bind(address));
    Await.result(other.close());
  }

  @Test
  void messagesOfTheEventBusAreNotPeers() {
    String address = freeAddress();
    PullSocket pull = PullSocket.create(vertx);
    Await.result(pull.bind(address));
    var answer =
        vertx
            .eventBus()
            .request("scapro.inproc." + address.substring("inproc://".length()), "hello")
            .toCompletionStage()
            .toCompletableFuture();
    assertEquals(
        ReplyException.class,
        assertThrows(CompletionException.class, answer::join).getCause().getClass());
    PushSocket push = PushSocket.create(vertx);
    Await.result(push.connect(address));
    push.send(Buffer.buffer("x"));
    assertEquals("x", Await.result(pull.receive()).body().toString());
  }
}
