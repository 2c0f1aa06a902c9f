package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scapro.EndpointStatistics;
import io.scapro.PeerStatistics;
import io.scapro.RoundTripStatistics;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.metrics.SocketMeters;
import io.scapro.metrics.StatisticsFeed;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.spi.Protocol;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code docs/reference/statistics.md} has every statistic, and no other. */
@Timeout(30)
class ReferenceStatisticsTest {

  private static final Page PAGE = Page.of("docs/reference/statistics.md");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static Set<String> documented(String heading) {
    return new TreeSet<>(PAGE.tables(heading).get(0).codes("field"));
  }

  private static Set<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void hasTheStatisticsOfASocket() {
    assertEquals(components(SocketStatistics.class), documented("SocketStatistics"));
    assertEquals(components(RoundTripStatistics.class), documented("roundTrips"));
    SocketStatistics statistics = PushSocket.create(vertx).statistics().await();
    assertEquals(
        documented("SocketStatistics"), new TreeSet<>(statistics.toJson().fieldNames()), "JSON");
    assertEquals(
        documented("roundTrips"), new TreeSet<>(statistics.roundTrips().toJson().fieldNames()));
  }

  @Test
  void hasTheStatisticsOfEndpointsAndPeers() {
    assertEquals(components(EndpointStatistics.class), documented("EndpointStatistics"));
    assertEquals(components(PeerStatistics.class), documented("PeerStatistics"));
  }

  @Test
  void hasTheStatisticsOfEachProtocol() {
    Set<String> real = new TreeSet<>();
    for (Protocol protocol : Protocol.all()) {
      addTo(real, protocol.name(), protocol.open(vertx, new JsonObject()));
    }
    addTo(real, "raw", RawSocket.create(vertx, "push", new SocketOptions()));
    Table table = PAGE.tables("ofProtocol").get(0);
    Set<String> documented = new TreeSet<>();
    for (List<String> row : table.rows()) {
      for (String protocol : table.cell(row, "protocols").split(", ")) {
        documented.add(protocol + " " + Page.codes(table.cell(row, "field")).get(0));
      }
    }
    assertEquals(real, documented);
  }

  private static void addTo(Set<String> names, String protocol, Socket socket) {
    socket.statistics().await().ofProtocol().keySet().stream()
        .map(name -> protocol + " " + name)
        .forEach(names::add);
  }

  @Test
  void hasTheMeters() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SocketMeters.bind(vertx, registry, PushSocket.create(vertx), Duration.ofHours(1)).await();
    Set<String> real =
        registry.getMeters().stream()
            .map(Meter::getId)
            .map(Meter.Id::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Table table = PAGE.tables("Meters for Micrometer").get(0);
    assertEquals(real, new TreeSet<>(table.codes("meter")));
  }

  @Test
  void hasTheFieldsOfTheFeed() {
    Table table = PAGE.tables("The statistics feed").get(0);
    JsonObject snapshot = snapshot();
    assertEquals(
        snapshot.fieldNames(),
        Set.copyOf(PAGE.tables("The statistics feed").get(0).codes("field")));
    Set<String> ofEvents = new TreeSet<>();
    snapshot
        .getJsonArray("events")
        .forEach(event -> ofEvents.addAll(((JsonObject) event).fieldNames()));
    String meaning =
        table.rows().stream()
            .filter(row -> table.cell(row, "field").equals("`events`"))
            .map(row -> table.cell(row, "meaning"))
            .findFirst()
            .orElseThrow();
    assertEquals(ofEvents, new TreeSet<>(Page.codes(meaning)));
  }

  /** A snapshot with a connection that has begun and ended, and with a drop. */
  private JsonObject snapshot() {
    PubSocket pub = PubSocket.create(vertx);
    SubSocket sub = SubSocket.create(vertx);
    pub.bind("inproc://feed").await();
    sub.subscribe("").await();
    sub.connect("inproc://feed").await().connected().await();
    StatisticsFeed feed = StatisticsFeed.start(vertx, pub, Duration.ofHours(1));

    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx, new SocketOptions().setBestEffort(true));
    Promise<Void> ended = Promise.promise();
    push.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.DISCONNECTED) {
            ended.complete();
          }
        });
    pull.bind("inproc://jobs").await();
    push.connect("inproc://jobs").await().connected().await();
    pull.close().await();
    ended.future().await();
    push.send(Buffer.buffer("dropped")).await();
    feed.publish().await();
    return sub.receive().await().body().toJsonObject();
  }
}
