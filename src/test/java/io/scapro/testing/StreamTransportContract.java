package io.scapro.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What transports do that are streams of bytes. */
public interface StreamTransportContract extends TransportContract {

  /** The handshake of a PUSH. */
  String PUSH = "0053500000500000";

  /** A peer that says what it likes. */
  RawPeer rawPeer(Endpoint endpoint) throws IOException;

  @Test
  default void silenceInTheHandshakeHurtsNobodyAndHasAnEnd() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(addressToBind(), neededSoon().setHandshakeTimeout(Duration.ofMillis(500))));
    try (RawPeer silent = rawPeer(bound).send("00535000");
        RawPeer good = rawPeer(bound).send(PUSH)) {
      good.sendFrame(Buffer.buffer("good"));
      assertEquals(Buffer.buffer("good"), received.next());
      silent.awaitEnd();
      assertEquals(Reason.TIMEOUT, happenings.await(Type.REFUSED).cause().orElseThrow().reason());
      assertEquals(1, bound.pipes());
    }
  }

  @Test
  default void aMessageThatStallsCostsItsConnectionOnly() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(addressToBind(), neededSoon().setStallTimeout(Duration.ofMillis(200))));
    try (RawPeer stalled = rawPeer(bound).send(PUSH);
        RawPeer good = rawPeer(bound).send(PUSH)) {
      stalled.sendFrame(Buffer.buffer("whole"));
      assertEquals(Buffer.buffer("whole"), received.next());
      stalled.sendStart(100, Buffer.buffer("a part"));
      stalled.awaitEnd();
      SpException cause = happenings.await(Type.DISCONNECTED).cause().orElseThrow();
      assertEquals(Reason.TIMEOUT, cause.reason());
      good.sendFrame(Buffer.buffer("good"));
      assertEquals(Buffer.buffer("good"), received.next());
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
                      slow.send("00");
                    } catch (IOException e) {
                      vertx().cancelTimer(tick);
                    }
                  });
      happenings.await(Type.REFUSED);
      vertx().cancelTimer(timer);
    }
  }

  @Test
  default void aPeerGoneInMidMessageLeavesNothing() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    Endpoint bound = Await.result(pull.bind(addressToBind(), needed()));
    try (RawPeer peer = rawPeer(bound)) {
      peer.send(PUSH).sendFrame(Buffer.buffer("whole")).sendStart(10, Buffer.buffer("hello"));
      peer.read(8);
    } catch (SocketException e) {
      throw new AssertionError(e);
    }
    assertEquals(Buffer.buffer("whole"), received.next());
    assertEquals(
        Reason.DISCONNECTED, happenings.await(Type.DISCONNECTED).cause().orElseThrow().reason());
    assertEquals(1, Await.result(pull.statistics()).received());
    assertEquals(0, bound.pipes());
  }
}
