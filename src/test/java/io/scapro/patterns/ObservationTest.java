package io.scapro.patterns;

import static io.scapro.EndpointOptions.FirstAttempt.FAIL;
import static io.scapro.suite.Await.next;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.EndpointStatistics;
import io.scapro.Peer;
import io.scapro.PeerStatistics;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.metrics.SocketMeters;
import io.scapro.metrics.StatisticsFeed;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ObservationTest extends Network {

  private final PushSocket push = PushSocket.create(vertx);
  private final PullSocket pull = PullSocket.create(vertx, new SocketOptions().setName("work"));

  private static SocketEvent await(BlockingQueue<SocketEvent> events, SocketEvent.Type type) {
    SocketEvent event;
    do {
      event = next(events);
    } while (event.type() != type);
    return event;
  }

  private static BlockingQueue<SocketEvent> events(Socket socket) {
    BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();
    socket.eventHandler(events::add);
    return events;
  }

  @Test
  void statisticsNameEndpointsAndPeers() {
    String address = join(pull, push);
    push.send(Buffer.buffer("12345"));
    result(pull.receive());
    SocketStatistics counted = result(pull.statistics());
    assertEquals("work", counted.name());
    assertEquals("pull", counted.protocol());
    assertEquals(1, counted.happened(SocketEvent.Type.ACCEPTED));
    EndpointStatistics endpoint = counted.endpoints().get(0);
    assertEquals(address, endpoint.address());
    assertEquals(1, endpoint.established());
    assertEquals(0, endpoint.inProgress());
    PeerStatistics peer = counted.peers().get(0);
    assertEquals(1, peer.receivedMessages());
    assertEquals(5, peer.receivedBytes());
    JsonObject json = counted.toJson();
    assertEquals(address, json.getJsonArray("endpoints").getJsonObject(0).getString("address"));
    assertEquals(5, json.getJsonArray("peers").getJsonObject(0).getLong("receivedBytes"));
  }

  @Test
  void anEndpointRemembersItsLastErrorAndItsAttempts() {
    BlockingQueue<SocketEvent> events = events(push);
    result(
        push.connect(
            "inproc://nobody", new EndpointOptions().setReconnectInterval(Duration.ofMillis(1))));
    await(events, SocketEvent.Type.CONNECT_FAILED);
    await(events, SocketEvent.Type.CONNECT_FAILED);
    EndpointStatistics endpoint = result(push.statistics()).endpoints().get(0);
    assertTrue(endpoint.attempts() >= 2, endpoint.toString());
    assertTrue(endpoint.refused() >= 2, endpoint.toString());
    assertTrue(endpoint.lastError().orElse("").startsWith("REFUSED"), endpoint.toString());
  }

  @Test
  void aBoundEndpointRemembersWhomItTurnedAway() {
    BlockingQueue<SocketEvent> events = events(pull);
    Endpoint at = result(pull.bind("tcp://127.0.0.1:0"));
    result(PullSocket.create(vertx).connect(at.address().toString()));
    await(events, SocketEvent.Type.REFUSED);
    EndpointStatistics endpoint = result(pull.statistics()).endpoints().get(0);
    assertTrue(endpoint.refused() >= 1, endpoint.toString());
    assertTrue(endpoint.lastError().orElse("").startsWith("PROTOCOL"), endpoint.toString());
  }

  @Test
  void aHookTurnsPeersAwayBeforeTheyJoin() {
    BlockingQueue<Peer> asked = new LinkedBlockingQueue<>();
    BlockingQueue<SocketEvent> events = events(pull);
    AtomicInteger times = new AtomicInteger();
    Promise<Void> decision = Promise.promise();
    pull.peerHook(
        pipe -> {
          asked.add(pipe);
          return times.incrementAndGet() == 1 ? Future.failedFuture("not you") : decision.future();
        });
    result(pull.bind("inproc://guarded"));
    result(push.connect("inproc://guarded"));
    assertEquals(
        Reason.REFUSED, await(events, SocketEvent.Type.REFUSED).cause().orElseThrow().reason());
    next(asked);
    next(asked);
    assertEquals(0, result(pull.statistics()).pipes());
    decision.complete();
    push.send(Buffer.buffer("patience"));
    assertEquals("patience", result(pull.receive()).body().toString());
  }

  @Test
  void aFeedPublishesVersionedSnapshotsOverSp() {
    PubSocket pub = PubSocket.create(vertx);
    SubSocket sub = SubSocket.create(vertx);
    result(sub.subscribe(""));
    join(pub, sub);
    StatisticsFeed feed = StatisticsFeed.start(vertx, pub, Duration.ofMillis(5));
    JsonObject snapshot = result(sub.receive()).body().toJsonObject();
    feed.stop();
    assertEquals(StatisticsFeed.VERSION, snapshot.getInteger("version"));
    assertTrue(
        snapshot.getJsonArray("sockets").stream()
            .map(JsonObject.class::cast)
            .anyMatch(socket -> socket.getString("name").equals("work")),
        snapshot.encode());
  }

  @Test
  void aFeedTellsWhatHappensToSockets() {
    PubSocket pub = PubSocket.create(vertx);
    SubSocket sub = SubSocket.create(vertx);
    result(sub.subscribe(""));
    join(pub, sub);
    StatisticsFeed feed = StatisticsFeed.start(vertx, pub, Duration.ofMinutes(1));
    result(
        push.connect("inproc://nobody", new EndpointOptions().setFirstAttempt(FAIL))
            .otherwiseEmpty());
    result(feed.publish());
    feed.stop();
    JsonObject snapshot = result(sub.receive()).body().toJsonObject();
    JsonObject failed =
        snapshot.getJsonArray("events").stream()
            .map(JsonObject.class::cast)
            .filter(event -> event.getString("type").equals("CONNECT_FAILED"))
            .findFirst()
            .orElseThrow();
    assertEquals(push.id(), failed.getInteger("socket"));
    assertEquals("push", failed.getString("protocol"));
    assertEquals("inproc://nobody", failed.getString("endpoint"));
    assertEquals("REFUSED", failed.getString("reason"));
    assertEquals(0, snapshot.getLong("eventsLeftOut"));
  }

  @Test
  void theTwoSidesOfAConnectionNameEachOther() {
    Endpoint bound = result(pull.bind("tcp://127.0.0.1:0"));
    Endpoint connected = result(push.connect(bound.address().toString()));
    result(connected.connected());
    push.send(Buffer.buffer("x"));
    result(pull.receive());
    PeerStatistics here = result(pull.statistics()).peers().get(0);
    PeerStatistics there = result(push.statistics()).peers().get(0);
    assertEquals(here.remoteAddress(), there.localAddress());
    assertEquals(there.remoteAddress(), here.localAddress());
  }

  @Test
  void metersShowWhatWasCounted() {
    join(pull, push);
    push.send(Buffer.buffer("x"));
    result(pull.receive());
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    result(SocketMeters.bind(vertx, registry, pull, Duration.ofMinutes(1)));
    assertEquals(
        1,
        registry.get("scapro.messages.delivered").tag("socket", "work").functionCounter().count());
    assertEquals(1, registry.get("scapro.pipes").tag("protocol", "pull").gauge().value());
    assertEquals(
        0,
        registry
            .get("scapro.drops")
            .tag("reason", DropReason.QUEUE_FULL.name())
            .functionCounter()
            .count());
  }

  @Test
  void metersOfSocketsWithOneNameAreToldApartAndEndWithTheirSocket() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    PubSocket first = PubSocket.create(vertx);
    PubSocket second = PubSocket.create(vertx);
    for (PubSocket each : List.of(first, second)) {
      result(SocketMeters.bind(vertx, registry, each, Duration.ofMinutes(1)));
    }
    assertEquals(2, registry.get("scapro.pipes").gauges().size());
    result(first.close());
    assertEquals(
        String.valueOf(second.id()),
        registry.get("scapro.pipes").gauge().getId().getTag("id"),
        "one is left");
    result(second.close());
    assertEquals(List.of(), registry.getMeters());
  }

  @Test
  void metersCanBeStopped() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SocketMeters meters = result(SocketMeters.bind(vertx, registry, pull, Duration.ofMinutes(1)));
    meters.stop();
    meters.stop();
    assertEquals(List.of(), registry.getMeters());
  }
}
