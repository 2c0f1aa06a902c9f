package io.scapro.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
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
  default void handshakesAreCountedAsPeersAre() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(
                addressToBind(), neededSoon().setMaxPipes(2).setHandshakeTimeout(Await.PATIENCE)));
    try (RawPeer one = rawPeer(bound);
        RawPeer two = rawPeer(bound)) {
      speech().beginToGreet(one);
      speech().beginToGreet(two);
      knock(bound);
      assertEquals(Reason.LIMIT, happenings.await(Type.REFUSED).cause().orElseThrow().reason());
    }
    happenings.await(Type.REFUSED);
    happenings.await(Type.REFUSED);
    try (RawPeer next = guest(bound)) {
      speech().send(next, Buffer.buffer("next"));
      assertEquals(Buffer.buffer("next"), received.next());
    }
  }
}
