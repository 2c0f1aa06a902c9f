package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExclusiveTest {

  private final Exclusive exclusive = new Exclusive();
  private final BareSocket socket =
      new BareSocket(FakeHost.onEventLoop(), BareSocket.options().setSendBuffer(1))
          .onDetached(exclusive::remove);

  private FakePeer join() {
    FakePeer peer = socket.join();
    exclusive.add(peer);
    return peer;
  }

  private boolean send(String body) {
    return exclusive.send(new Message(Buffer.buffer(body)));
  }

  @Test
  void sendsNothingWithoutAPeer() {
    assertNull(exclusive.refusal());
    assertFalse(exclusive.isReady());
    assertFalse(send("1"));
  }

  @Test
  void refusesASecondPeerAndNamesTheFirst() {
    FakePeer first = join();
    SpException refusal = exclusive.refusal();
    assertEquals(Reason.REFUSED, refusal.reason());
    assertTrue(refusal.getMessage().contains(first.toString()), refusal.getMessage());
  }

  @Test
  void hasRoomAgainWhenThePeerIsGone() {
    join().disconnect();
    assertNull(exclusive.refusal());
    assertFalse(exclusive.isReady());
    FakePeer next = join();
    assertTrue(send("1"));
    assertEquals(List.of("1"), next.texts());
  }

  @Test
  void keepsItsPeerWhenAnotherIsRemoved() {
    FakePeer peer = join();
    exclusive.remove(socket.join());
    assertTrue(exclusive.isReady());
    assertTrue(send("1"));
    assertEquals(List.of("1"), peer.texts());
  }

  @Test
  void sendsNothingToAFullPeerUntilItHasRoom() {
    FakePeer peer = join().hold();
    assertTrue(send("1"));
    assertFalse(exclusive.isReady());
    assertFalse(send("2"));
    peer.takeAll();
    assertTrue(exclusive.isReady());
    assertTrue(send("3"));
    assertEquals(List.of("1", "3"), peer.texts());
  }

  @Test
  void hasTakenTheMessageDuringWhichThePeerCloses() {
    join().disconnectWhileWriting();
    assertTrue(send("1"));
    assertNull(exclusive.refusal());
    assertFalse(send("2"));
  }
}
