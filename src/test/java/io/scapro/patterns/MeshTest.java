package io.scapro.patterns;

import static io.scapro.suite.Await.failure;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketStatistics;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.StarOptions;
import io.scapro.protocol.StarSocket;
import io.scapro.spi.Changes;
import io.scapro.suite.Happenings;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class MeshTest extends Network {

  private static String text(Message message) {
    return message.body().toString();
  }

  @Test
  void aBusReachesItsPeersAndNotItself() {
    BusSocket a = BusSocket.create(vertx);
    BusSocket b = BusSocket.create(vertx);
    BusSocket c = BusSocket.create(vertx);
    join(a, b, c);
    join(b, c);
    a.send(Buffer.buffer("from a"));
    assertEquals("from a", text(result(b.receive())));
    assertEquals("from a", text(result(c.receive())));
    b.send(Buffer.buffer("from b"));
    assertEquals("from b", text(result(a.receive())));
    assertEquals("from b", text(result(c.receive())));
    assertEquals(0, result(a.statistics()).queuedToDeliver());
  }

  @Test
  void everyMemberOfAStarHearsEverybodyThroughTheOthers() {
    StarSocket[] members = chain(new StarOptions(), 4);
    members[0].send(Buffer.buffer("hello"));
    for (int i = 1; i < members.length; i++) {
      assertEquals("hello", text(result(members[i].receive())));
    }
    assertEquals(0, result(members[0].statistics()).received());
  }

  @Test
  void aStarMessageEndsAtTheTtl() {
    StarSocket[] members = chain(new StarOptions().setTtl(2), 4);
    members[0].send(Buffer.buffer("hello"));
    assertEquals("hello", text(result(members[2].receive())));
    SocketStatistics last = Changes.await(members[3], now -> now.received() > 0);
    assertEquals(1, last.dropped(DropReason.TTL_EXCEEDED));
    assertEquals(0, last.delivered());
  }

  @Test
  void aStarWithALoopReadsEachMessageOnceWhenDuplicatesAreSuppressed() {
    StarOptions options = new StarOptions().setSuppressDuplicates(true);
    StarSocket[] members = chain(options, 3);
    join(members[2], members[0]);
    for (int i = 0; i < 10; i++) {
      members[0].send(Buffer.buffer("m" + i));
    }
    for (int i = 0; i < 10; i++) {
      assertEquals("m" + i, text(result(members[1].receive())));
      assertEquals("m" + i, text(result(members[2].receive())));
    }
    members[1].send(Buffer.buffer("end"));
    assertEquals("end", text(result(members[0].receive())));
    assertEquals("end", text(result(members[2].receive())));
    assertEquals(1, result(members[0].statistics()).delivered());
  }

  private StarSocket[] chain(StarOptions options, int length) {
    StarSocket[] members = new StarSocket[length];
    for (int i = 0; i < length; i++) {
      members[i] = StarSocket.create(vertx, options);
      if (i > 0) {
        join(members[i - 1], members[i]);
      }
    }
    return members;
  }

  @Test
  void aMonogamousPair1RefusesASecondPeer() {
    Pair1Socket one = Pair1Socket.create(vertx);
    Pair1Socket two = Pair1Socket.create(vertx);
    String address = join(one, two);
    Pair1Socket three = Pair1Socket.create(vertx);
    Happenings happenings = Happenings.of(one);
    result(three.connect(address));
    SocketEvent refused = happenings.await(SocketEvent.Type.REFUSED);
    assertEquals(Reason.REFUSED, refused.cause().orElseThrow().reason());
    two.send(Buffer.buffer("still here"));
    assertEquals("still here", text(result(one.receive())));
    assertEquals(1, result(one.statistics()).pipes());
  }

  @Test
  void aPolyamorousPair1AnswersThePeerThatAsked() {
    Pair1Socket hub = Pair1Socket.create(vertx, new Pair1Options().setPolyamorous(true));
    Pair1Socket a = Pair1Socket.create(vertx);
    Pair1Socket b = Pair1Socket.create(vertx);
    join(hub, a, b);
    hub.handler(message -> hub.send(message.peer(), Buffer.buffer("to " + message.body())));
    b.send(Buffer.buffer("b"));
    a.send(Buffer.buffer("a"));
    assertEquals("to a", text(result(a.receive())));
    assertEquals("to b", text(result(b.receive())));
    hub.send(Buffer.buffer("first"));
    assertEquals("first", text(result(a.receive())));
  }

  @Test
  void sendingToAPeerThatLeftFails() {
    Pair1Socket hub = Pair1Socket.create(vertx, new Pair1Options().setPolyamorous(true));
    Pair1Socket a = Pair1Socket.create(vertx);
    join(hub, a);
    a.send(Buffer.buffer("x"));
    Message message = result(hub.receive());
    Happenings happenings = Happenings.of(hub);
    result(a.close());
    happenings.await(SocketEvent.Type.DISCONNECTED);
    assertEquals(Reason.DISCONNECTED, failure(hub.send(message.peer(), Buffer.buffer("too late"))));
  }
}
