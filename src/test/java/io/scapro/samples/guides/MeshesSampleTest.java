package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.OpenSockets;
import io.scapro.SocketEvent;
import io.scapro.SocketOptions;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.StarOptions;
import io.scapro.protocol.StarSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/meshes.md}. */
@Timeout(30)
class MeshesSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Future<BusSocket> join(Vertx vertx, String ownUrl, List<String> membersBefore) {
    BusSocket bus = BusSocket.create(vertx, new SocketOptions().setName("mesh"));
    return bus.bind(ownUrl)
        .compose(bound -> Future.all(membersBefore.stream().map(bus::connect).toList()))
        .map(bus);
  }

  static Future<StarSocket> joinStar(Vertx vertx, String ownUrl, List<String> neighbours) {
    StarSocket star = StarSocket.create(vertx, new StarOptions().setSuppressDuplicates(true));
    return star.bind(ownUrl)
        .compose(bound -> Future.all(neighbours.stream().map(star::connect).toList()))
        .map(star);
  }

  /** Completes when {@code ends} ends of connections are attached, in all sockets together. */
  private Future<Void> attached(int ends) {
    AtomicInteger count = new AtomicInteger();
    Promise<Void> all = Promise.promise();
    OpenSockets.observe(
        vertx,
        (socket, event) -> {
          boolean end =
              event.type() == SocketEvent.Type.ACCEPTED
                  || event.type() == SocketEvent.Type.CONNECTED;
          if (end && count.incrementAndGet() == ends) {
            all.complete();
          }
        });
    return all.future();
  }

  @Test
  void everyMemberOfAMeshGetsTheMessage() {
    Future<Void> attached = attached(6);
    BusSocket a = join(vertx, "inproc://a", List.of()).await();
    BusSocket b = join(vertx, "inproc://b", List.of("inproc://a")).await();
    BusSocket c = join(vertx, "inproc://c", List.of("inproc://a", "inproc://b")).await();
    attached.await();
    c.send(Buffer.buffer("hello")).await();
    assertEquals("hello", a.receive().await().body().toString());
    assertEquals("hello", b.receive().await().body().toString());
  }

  @Test
  void aStarForwardsToMembersThatAreNotConnectedToTheSender() {
    Future<Void> attached = attached(4);
    StarSocket a = joinStar(vertx, "inproc://a", List.of()).await();
    StarSocket b = joinStar(vertx, "inproc://b", List.of("inproc://a")).await();
    StarSocket c = joinStar(vertx, "inproc://c", List.of("inproc://b")).await();
    attached.await();
    c.send(Buffer.buffer("hello")).await();
    assertEquals("hello", b.receive().await().body().toString());
    assertEquals("hello", a.receive().await().body().toString());
  }
}
