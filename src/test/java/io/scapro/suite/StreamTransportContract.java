package io.scapro.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.SpException;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What transports do that listen for streams of bytes. */
public interface StreamTransportContract extends StrangerContract {

  @Test
  default void silenceInTheHandshakeHurtsNobodyAndHasAnEnd() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(addressToBind(), neededSoon().setHandshakeTimeout(Duration.ofMillis(500))));
    try (RawPeer silent = rawPeer(bound);
        RawPeer good = guest(bound)) {
      speech().beginToGreet(silent);
      speech().send(good, Buffer.buffer("good"));
      assertEquals(Buffer.buffer("good"), received.next());
      silent.awaitEnd();
      assertEquals(Reason.TIMEOUT, happenings.await(Type.REFUSED).cause().orElseThrow().reason());
      assertEquals(1, bound.pipes());
    }
  }

  @Test
  default void aDrippedHandshakeDoesNotMoveTheDeadline() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(addressToBind(), neededSoon().setHandshakeTimeout(Duration.ofMillis(300))));
    try (RawPeer slow = rawPeer(bound)) {
      long timer =
          vertx()
              .setPeriodic(
                  100,
                  tick -> {
                    try {
                      slow.send("47"); // part of an HTTP method too
                    } catch (IOException e) {
                      vertx().cancelTimer(tick);
                    }
                  });
      happenings.await(Type.REFUSED);
      vertx().cancelTimer(timer);
    }
  }

  @Test
  default void silentConnectionsTakeNoPlaceOfAPeer() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Received received = Received.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(
                addressToBind(), neededSoon().setMaxPipes(2).setHandshakeTimeout(Await.PATIENCE)));
    try (RawPeer one = rawPeer(bound);
        RawPeer two = rawPeer(bound);
        RawPeer good = guest(bound)) {
      speech().beginToGreet(one);
      speech().beginToGreet(two);
      speech().send(good, Buffer.buffer("good"));
      assertEquals(Buffer.buffer("good"), received.next());
      assertEquals(1, bound.pipes());
    }
  }

  @Test
  default void aSilentConnectionTakesNoPlaceOfAPair() throws Exception {
    PairSocket pair = PairSocket.create(vertx());
    Received received = Received.of(pair);
    Endpoint bound =
        Await.result(pair.bind(addressToBind(), neededSoon().setHandshakeTimeout(Await.PATIENCE)));
    try (RawPeer silent = rawPeer(bound)) {
      speech().beginToGreet(silent);
      PairSocket good = PairSocket.create(connecting());
      Await.result(good.connect(toConnect(bound.address().toString()), neededSoon()));
      good.send(Buffer.buffer("good"));
      assertEquals(Buffer.buffer("good"), received.next());
    }
  }

  @Test
  default void handshakesHaveALimitOfTheirOwn() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(
                addressToBind(),
                neededSoon().setMaxHandshakes(2).setHandshakeTimeout(Await.PATIENCE)));
    try (RawPeer one = rawPeer(bound);
        RawPeer two = rawPeer(bound)) {
      speech().beginToGreet(one);
      speech().beginToGreet(two);
      knock(bound);
      SpException cause = happenings.await(Type.REFUSED).cause().orElseThrow();
      assertEquals(Reason.LIMIT, cause.reason());
      assertTrue(cause.getMessage().contains("maxHandshakes"), cause.getMessage());
    }
    happenings.await(Type.REFUSED);
    happenings.await(Type.REFUSED);
    try (RawPeer next = guest(bound)) {
      speech().send(next, Buffer.buffer("next"));
      assertEquals(Buffer.buffer("next"), received.next());
    }
  }
}
