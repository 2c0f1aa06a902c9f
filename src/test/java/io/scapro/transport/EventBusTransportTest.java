package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Reason;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.TransportContract;
import io.scapro.transport.bus.EventBusTransport;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In one Vertx that is in no cluster. */
@ExtendWith(VertxExtension.class)
class EventBusTransportTest implements TransportContract {

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
    return "eventbus://" + UUID.randomUUID();
  }

  @Test
  void servesEventbus() {
    assertEquals(Set.of("eventbus"), new EventBusTransport().schemes());
  }

  @Test
  void aNameMustNotBeEmpty() {
    assertEquals(Reason.BAD_ADDRESS, Await.failure(PullSocket.create(vertx).bind("eventbus://")));
    assertEquals(
        Reason.BAD_ADDRESS, Await.failure(PullSocket.create(vertx).connect("eventbus://")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "bytes", "nothing", "cut"})
  void messagesOfTheEventBusAreNotPeers(String kind) {
    Object body =
        switch (kind) {
          case "json" -> new JsonObject().put("hello", 1);
          case "bytes" -> Buffer.buffer("hello");
          case "nothing" -> null;
          case "cut" -> Buffer.buffer(new byte[] {1, 1, 0, 80});
          default -> kind;
        };
    String address = freeAddress();
    PullSocket pull = PullSocket.create(vertx);
    Await.result(pull.bind(address));
    var answer =
        vertx
            .eventBus()
            .request("scapro.eventbus." + address.substring("eventbus://".length()), body)
            .toCompletionStage()
            .toCompletableFuture();
    assertEquals(
        ReplyException.class,
        Assertions.assertThrows(CompletionException.class, answer::join).getCause().getClass());
    PushSocket push = PushSocket.create(vertx);
    Await.result(push.connect(address));
    push.send(Buffer.buffer("x"));
    assertEquals("x", Await.result(pull.receive()).body().toString());
  }
}
