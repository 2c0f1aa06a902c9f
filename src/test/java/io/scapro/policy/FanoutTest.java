package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Message;
import io.scapro.spi.Pipe;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanoutTest {

  private final Fanout fanout = new Fanout();
  private final BareSocket socket =
      new BareSocket(FakeHost.onEventLoop(), BareSocket.options().setSendBuffer(1))
          .onAttached(fanout::add)
          .onDetached(fanout::remove);

  private int send(String body) {
    return fanout.send(new Message(Buffer.buffer(body)), null);
  }

  @Test
  void missesNobodyWithoutPeers() {
    assertEquals(0, fanout.size());
    assertEquals(0, fanout.sizeWithout(null));
    assertEquals(0, send("1"));
  }

  @Test
  void sendsToEveryPeer() {
    List<FakePeer> peers = List.of(socket.join(), socket.join(), socket.join());
    assertEquals(0, send("1"));
    assertEquals(0, send("2"));
    peers.forEach(peer -> assertEquals(List.of("1", "2"), peer.texts()));
  }

  @Test
  void countsPeersThatAreFullAndSendsToTheOthers() {
    FakePeer slow = socket.join().hold();
    FakePeer fast = socket.join();
    assertEquals(0, send("1"));
    assertEquals(1, send("2"));
    slow.takeAll();
    assertEquals(0, send("3"));
    assertEquals(List.of("1", "3"), slow.texts());
    assertEquals(List.of("1", "2", "3"), fast.texts());
  }

  @Test
  void leavesOutOnePeer() {
    FakePeer from = socket.join();
    FakePeer other = socket.join();
    assertEquals(1, fanout.sizeWithout(from));
    assertEquals(0, fanout.send(new Message(Buffer.buffer("1")), from));
    assertEquals(List.of(), from.texts());
    assertEquals(List.of("1"), other.texts());
  }

  @Test
  void leavesOutNobodyWhenThatPeerIsGone() {
    FakePeer gone = socket.join();
    FakePeer other = socket.join();
    gone.disconnect();
    assertEquals(1, fanout.sizeWithout(gone));
    fanout.send(new Message(Buffer.buffer("1")), gone);
    assertEquals(List.of("1"), other.texts());
  }

  @Test
  void tellsWhichPeersTookTheMessage() {
    FakePeer first = socket.join();
    socket.join().hold();
    FakePeer last = socket.join();
    send("fills the second");
    List<Pipe> reached = new ArrayList<>();
    assertEquals(1, fanout.send(new Message(Buffer.buffer("1")), null, reached::add));
    assertEquals(List.of(first, last), reached);
  }

  @Test
  void goesOnWhenAPeerClosesWhileItIsSentTo() {
    FakePeer closing = socket.join();
    FakePeer other = socket.join();
    closing.disconnectWhileWriting();
    assertEquals(0, send("1"));
    assertEquals(1, fanout.size());
    assertEquals(0, send("2"));
    assertEquals(List.of("1"), closing.texts());
    assertEquals(List.of("1", "2"), other.texts());
  }

  @Test
  void countsAPeerThatIsRemovedWhileAnotherIsSentToAsMissed() {
    FakePeer first = socket.join();
    FakePeer second = socket.join();
    first.whileWriting(second::disconnect);
    assertEquals(1, send("1"));
    assertEquals(List.of(), second.texts());
    assertEquals(1, fanout.size());
  }

  @Test
  void sendsNothingToAPeerThatJoinsMeanwhile() {
    List<FakePeer> late = new ArrayList<>();
    socket.join().whileWriting(() -> late.add(socket.join()));
    assertEquals(0, send("1"));
    assertEquals(List.of(), late.get(0).texts());
    send("2");
    assertEquals(List.of("2"), late.get(0).texts());
  }

  @Test
  void removesUnknownPeersWithoutEffect() {
    FakePeer peer = socket.join();
    fanout.remove(new FakePeer(peer.peer().endpoint()));
    assertEquals(1, fanout.size());
    fanout.remove(peer);
    fanout.remove(peer);
    assertEquals(0, fanout.size());
    send("1");
    assertTrue(peer.sent().isEmpty());
  }
}
