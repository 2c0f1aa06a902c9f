package io.scapro.suite;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Address;
import io.scapro.CommonOptions;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.spi.Host;
import io.scapro.spi.SocketBase;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every socket promises, whatever it speaks. A protocol's test implements this. */
public interface SocketContract<S extends Socket, O extends CommonOptions<O>> {

  Bench bench();

  Identity identity();

  O options();

  S open(Host host, O options);

  S create(Vertx vertx, O options);

  /** Every call of the application that a closed socket has to refuse. */
  List<Supplier<Future<?>>> calls(S socket);

  /** A socket on the bench. */
  default S open(O options) {
    return bench().add(open(bench().host(), options));
  }

  default S open() {
    return open(options());
  }

  private Endpoint bind(S socket) {
    return result(socket.bind("tcp://*:0"));
  }

  private Endpoint connect(S socket) {
    return result(socket.connect("tcp://localhost:1"));
  }

  @AfterEach
  default void keepsItsAccountsAndLeavesNothingBehind() {
    bench().close();
  }

  @Test
  default void tellsWhoItIsAndWhomItTalksTo() {
    S socket = open();
    assertEquals(identity(), socket.identity());
    assertEquals(identity().name(), socket.name());
    assertTrue(identity().accepts(identity().peerId()));
    assertFalse(identity().accepts(identity().peerId() ^ 1));
    assertEquals("printer", open(options().setName("printer")).name());
  }

  @Test
  default void failsEveryCallOnceClosed() {
    S socket = open();
    result(socket.close());
    calls(socket).forEach(call -> failure(Reason.CLOSED, call.get()));
    for (Future<?> call : List.of(socket.bind("tcp://*:0"), socket.connect("tcp://localhost:1"))) {
      bench().host().turn();
      failure(Reason.CLOSED, call);
    }
  }

  @Test
  default void failsEveryCallFromElsewhereOnceClosed() {
    S socket = open();
    result(socket.close());
    List<Future<?>> answers = new ArrayList<>();
    bench().host().elsewhere(() -> calls(socket).forEach(call -> answers.add(call.get())));
    bench().host().turn();
    answers.forEach(answer -> failure(Reason.CLOSED, answer));
  }

  @Test
  default void closesOnceHoweverOftenItIsTold() {
    S socket = open();
    List<SocketEvent.Type> events = new ArrayList<>();
    socket.eventHandler(event -> events.add(event.type()));
    Future<Void> first = socket.close();
    Future<Void> second = socket.close();
    result(first);
    result(second);
    assertEquals(List.of(SocketEvent.Type.CLOSED), events);
  }

  @Test
  default void closesWithItsOwner() {
    S socket = open();
    bench().host().undeploy();
    calls(socket).forEach(call -> failure(Reason.CLOSED, call.get()));
    assertEquals(0, bench().host().closeHooks());
  }

  @Test
  default void saysGoodbyeToItsPeersWhenItCloses() {
    S socket = open();
    FakePeer peer = FakePeer.join(socket);
    assertFalse(peer.isClosed());
    result(socket.close());
    assertTrue(peer.isClosed());
    assertFalse(peer.isAborted());
    assertEquals(0, bench().host().liveTimers());
  }

  @Test
  default void refusesPeersOnceClosed() {
    S socket = open();
    result(socket.close());
    FakePeer peer = FakePeer.join(socket);
    assertTrue(peer.isAborted());
    peer.disconnect();
    assertEquals(0, bench().statistics(socket).pipes());
  }

  @Test
  default void takesNoHarmFromPeersThatLeaveTwiceOrNeverCame() {
    S socket = open();
    FakePeer peer = FakePeer.join(socket);
    new FakePeer(bind(socket)).disconnect();
    assertEquals(1, bench().statistics(socket).pipes());
    peer.disconnect();
    peer.disconnect();
    assertEquals(0, bench().statistics(socket).pipes());
  }

  @Test
  default void disconnectsAPeerInTheEventOfItsArrival() {
    S socket = open();
    socket.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.ACCEPTED) {
            socket.disconnect(event.peer().orElseThrow());
          }
        });
    assertTrue(FakePeer.join(socket).isClosed());
    socket.eventHandler(null);
    FakePeer next = FakePeer.join(socket);
    assertFalse(next.isClosed());
    assertEquals(1, bench().statistics(socket).pipes());
    result(socket.disconnect(next.peer()));
    assertTrue(next.isClosed());
    result(socket.disconnect(next.peer()));
  }

  @Test
  default void refusesToDisconnectThePeerOfAnotherSocket() {
    S socket = open();
    FakePeer foreign = FakePeer.join(open());
    failure(Reason.STATE, socket.disconnect(foreign.peer()));
    assertFalse(foreign.isClosed());
  }

  @Test
  default void reportsWhatReadinessCallbacksThrow() {
    S socket = open();
    socket.onReadinessChange(
        () -> {
          throw new IllegalStateException("oops");
        });
    FakePeer peer = FakePeer.join(socket);
    peer.disconnect();
    result(socket.close());
    assertFalse(bench().host().failures().isEmpty());
    bench().host().failures().clear();
  }

  @Test
  default void endpointsHaveOptionsOfTheirOwn() {
    S socket = open();
    Endpoint first = result(socket.bind("tcp://127.0.0.1:1"));
    Endpoint second = result(socket.bind("tcp://127.0.0.1:2"));
    first.options().setSendPriority(1);
    assertEquals(8, second.options().getSendPriority());
  }

  @Test
  default void tellsWhoCameAndWentAndWhy() {
    S socket = open();
    List<String> events = new ArrayList<>();
    socket.eventHandler(
        event ->
            events.add(event.type() + " " + event.cause().map(c -> c.reason().name()).orElse("")));
    FakePeer.join(bind(socket)).disconnect();
    FakePeer.join(connect(socket)).disconnect();
    assertEquals(
        List.of(
            "BOUND ",
            "ACCEPTED ",
            "DISCONNECTED DISCONNECTED",
            "CONNECTED ",
            "DISCONNECTED DISCONNECTED"),
        events);
  }

  @Test
  default void closesOneEndpointAndLeavesNoTimer() {
    S socket = open();
    Endpoint endpoint = bind(socket);
    FakePeer peer = FakePeer.join(endpoint);
    result(endpoint.connected());
    result(endpoint.close());
    assertTrue(peer.isClosed());
    assertEquals(0, endpoint.pipes());
    assertEquals(0, bench().host().liveTimers());
  }

  @Test
  default void failsWhoAwaitsTheFirstPeerOfAnEndpointThatIsClosed() {
    Endpoint endpoint = connect(open());
    assertPending(endpoint.connected());
    result(endpoint.close());
    failure(Reason.CLOSED, endpoint.connected());
  }

  @Test
  default void refusesOptionsOutOfRangeAndUnknownOnes() {
    for (String bad :
        List.of(
            "{'sendBuffer':0}",
            "{'receiveBuffer':0}",
            "{'sendBufferBytes':0}",
            "{'sendBudget':0}",
            "{'receiveBufferBytes':0}",
            "{'receiveMaxSize':-1}",
            "{'ttl':0}",
            "{'ttl':256}",
            "{'linger':-1}",
            "{'linger':'soon'}",
            "{'lendBodies':1}",
            "{'sendBuffer':1.5}",
            "{'sendBuffer':3000000000}",
            "{'endpoint':{'sendPriority':17}}",
            "{'endpoint':{'receivePriority':0}}")) {
      JsonObject json = new JsonObject(bad.replace('\'', '"'));
      String text =
          assertThrows(IllegalArgumentException.class, () -> options().setAll(json), bad)
              .getMessage();
      assertTrue(text.contains("expected") && text.contains("got"), text);
    }
    String unknown =
        assertThrows(
                IllegalArgumentException.class,
                () -> options().setAll(new JsonObject().put("recieveBuffer", 1)))
            .getMessage();
    assertTrue(unknown.contains("did you mean \"receiveBuffer\""), unknown);
  }

  @Test
  default void copiesItsOptionsWhenItIsOpened() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      O options = options().setName("before").setLinger(Duration.ofMillis(7));
      options.getEndpoint().setSendPriority(3);
      JsonObject before = options.toJson();
      S socket = create(vertx, options);
      options.setName("after").setLinger(Duration.ofHours(1));
      options.getEndpoint().setSendPriority(5);
      Address address = new Address("fake", "peer");
      CommonOptions<?> kept =
          SocketBase.engineOf(socket).passive(address, new EndpointOptions(), true).socketOptions();
      assertEquals(before, kept.toJson());
      assertNotSame(options, kept);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  default void closesWithTheLongestTimesAsOptions() {
    Duration longest = Duration.ofDays(36_500);
    O options =
        options().setLinger(longest).setSendTimeout(longest).setReceiveTimeout(longest).copy();
    result(open(options).close());
  }
}
