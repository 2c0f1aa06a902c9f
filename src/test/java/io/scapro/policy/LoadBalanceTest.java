package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Message;
import io.scapro.spi.Pipe;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadBalanceTest {

  private final LoadBalance balance = new LoadBalance();
  private final BareSocket socket =
      new BareSocket(FakeHost.onEventLoop(), BareSocket.options().setSendBuffer(2))
          .onAttached(balance::add)
          .onWritable(balance::add)
          .onDetached(balance::remove);

  private Pipe send(Object body) {
    return balance.send(new Message(Buffer.buffer(body.toString())));
  }

  @Test
  void hasNobodyToSendToWithoutPeers() {
    assertFalse(balance.isReady());
    assertNull(send(1));
  }

  @Test
  void takesTurnsInTheOrderOfJoining() {
    List<FakePeer> peers = List.of(socket.join(), socket.join(), socket.join());
    for (int i = 0; i < 6; i++) {
      assertSame(peers.get(i % 3), send(i));
    }
    assertEquals(List.of("0", "3"), peers.get(0).texts());
    assertEquals(List.of("2", "5"), peers.get(2).texts());
  }

  @Test
  void passesOverAFullPeerUntilItHasRoom() {
    FakePeer slow = socket.join().hold();
    FakePeer fast = socket.join();
    for (int i = 0; i < 8; i++) {
      send(i);
    }
    assertEquals(List.of("0", "2"), slow.texts());
    assertEquals(List.of("1", "3", "4", "5", "6", "7"), fast.texts());
    slow.takeAll();
    assertSame(fast, send(8));
    assertSame(slow, send(9));
  }

  @Test
  void returnsNullWhenAllPeersAreFull() {
    socket.join().hold();
    send(1);
    assertTrue(balance.isReady());
    send(2);
    assertFalse(balance.isReady());
    assertNull(send(3));
  }

  @Test
  void servesPriority16OnlyWhenPriority1IsFull() {
    FakePeer last = socket.join(16);
    FakePeer middle = socket.join(8);
    FakePeer best = socket.join(1).hold();
    assertSame(best, send(1));
    assertSame(best, send(2));
    assertSame(middle, send(3));
    middle.hold();
    send(4);
    send(5);
    assertSame(last, send(6));
    best.takeAll();
    assertSame(best, send(7));
    assertSame(best, send(8));
  }

  @Test
  void takesTurnsWithinOnePriorityOnly() {
    FakePeer first = socket.join(1);
    FakePeer second = socket.join(1);
    FakePeer other = socket.join(2);
    for (int i = 0; i < 4; i++) {
      send(i);
    }
    assertEquals(2, first.sent().size());
    assertEquals(2, second.sent().size());
    assertEquals(0, other.sent().size());
  }

  @Test
  void forgetsAPeerThatClosesWhileItIsSentTo() {
    FakePeer closing = socket.join();
    closing.disconnectWhileWriting();
    assertSame(closing, send(1));
    assertFalse(balance.isReady());
    assertNull(send(2));
  }

  @Test
  void sendsToAnotherPeerFromWithinASend() {
    FakePeer first = socket.join();
    FakePeer second = socket.join();
    first.whileWriting(() -> assertSame(second, send("inner")));
    assertSame(first, send("outer"));
    assertSame(second, send("next"));
    assertSame(first, send("last"));
    assertEquals(List.of("outer", "last"), first.texts());
    assertEquals(List.of("inner", "next"), second.texts());
  }

  @Test
  void sendsToAPeerThatJoinsWhileAnotherIsSentTo() {
    FakePeer first = socket.join().hold();
    FakePeer[] joined = new FakePeer[1];
    first.whileWriting(() -> joined[0] = socket.join());
    send(1);
    assertSame(joined[0], send(2));
  }

  @Test
  void sendsNothingToAPeerThatIsBeingClosed() {
    FakePeer closing = socket.join();
    FakePeer other = socket.join();
    balance.add(closing);
    socket.disconnect(closing.peer());
    assertSame(other, send(1));
    assertEquals(List.of(), closing.texts());
  }

  @Test
  void removesUnknownPeersWithoutEffect() {
    FakePeer peer = socket.join();
    balance.remove(peer);
    balance.remove(peer);
    assertFalse(balance.isReady());
    balance.add(peer);
    assertSame(peer, send(1));
  }
}
