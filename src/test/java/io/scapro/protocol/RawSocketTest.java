package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.suite.Bench;
import io.scapro.suite.SocketContract;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every protocol in its raw form: the contract of a socket, then its header rules. */
class RawSocketTest {

  private static final int ID = 0x80000001;

  private static Buffer words(int... words) {
    Buffer result = Buffer.buffer();
    for (int word : words) {
      result.appendInt(word);
    }
    return result;
  }

  private static Buffer bytes(String body, int... words) {
    return words(words).appendString(body);
  }

  private static Message message(String body, int... header) {
    return new Message(words(header), Buffer.buffer(body));
  }

  private static void assertMessage(String body, Buffer header, Message message) {
    assertEquals(header, message.header());
    assertEquals(body, message.body().toString());
  }

  @Test
  void thereIsNoRawFormOfAnUnknownProtocol() {
    SpException refusal = assertThrows(SpException.class, () -> RawSocket.way("reqq"));
    assertEquals(Reason.UNSUPPORTED, refusal.reason());
    assertTrue(refusal.getMessage().contains("\"req\""), refusal.getMessage());
  }

  /** One protocol. */
  abstract static class Raw implements SocketContract<RawSocket, SocketOptions> {

    final Bench bench = new Bench();
    private final Identity identity;

    Raw(String name, int id, String peerName, int peerId) {
      this.identity = new Identity(name, id, peerName, peerId);
    }

    @Override
    public Bench bench() {
      return bench;
    }

    @Override
    public Identity identity() {
      return identity;
    }

    @Override
    public SocketOptions options() {
      return new SocketOptions();
    }

    @Override
    public RawSocket open(Host host, SocketOptions options) {
      return new RawSocket(host, RawSocket.way(identity.name()), options);
    }

    @Override
    public RawSocket create(Vertx vertx, SocketOptions options) {
      return RawSocket.create(vertx, identity.name(), options);
    }

    @Override
    public List<Supplier<Future<?>>> calls(RawSocket socket) {
      Supplier<Future<?>> send = () -> socket.send(message("", ID));
      return socket.isSender() ? List.of(send, socket::receive) : List.of(socket::receive);
    }

    void assertRefuses(DropReason reason, Buffer... bad) {
      RawSocket raw = open();
      FakePeer peer = FakePeer.join(raw);
      for (Buffer each : bad) {
        peer.offer(each);
      }
      assertEquals(bad.length, bench.dropped(raw, reason));
      assertFalse(peer.isClosed());
    }

    void assertSendsToOnePeerInTurn(Message first, Message second) {
      RawSocket raw = open();
      FakePeer a = FakePeer.join(raw);
      FakePeer b = FakePeer.join(raw);
      result(raw.send(first));
      result(raw.send(second));
      assertEquals(1, a.sent().size());
      assertEquals(1, b.sent().size());
      a.disconnect();
      b.disconnect();
      Future<Void> waiting = raw.send(message("third", ID));
      assertPending(waiting);
      FakePeer next = FakePeer.join(raw);
      result(waiting);
      assertEquals(List.of("third"), next.texts());
    }

    void assertSendsToAll(Message message, Buffer onTheWire) {
      RawSocket raw = open(options().setSendBuffer(1));
      FakePeer leaver = FakePeer.join(raw).hold();
      FakePeer slow = FakePeer.join(raw).hold();
      FakePeer fast = FakePeer.join(raw);
      leaver.disconnectWhileWriting();
      result(raw.send(message));
      result(raw.send(message));
      assertEquals(onTheWire, fast.lastSent());
      assertEquals(2, fast.sent().size());
      assertEquals(1, slow.sent().size());
      assertEquals(1, bench.dropped(raw, DropReason.PEER_FULL));
    }

    void assertDoesNotSend() {
      RawSocket raw = open();
      assertFalse(raw.isSender());
      failure(Reason.UNSUPPORTED, raw.send(message("x")));
    }

    void assertDoesNotReceive() {
      RawSocket raw = open();
      assertFalse(raw.isReceiver());
      FakePeer.join(raw).offer("x");
      assertEquals(1, bench.dropped(raw, DropReason.NOT_EXPECTED));
    }

    /** As REP and RESPONDENT: the pipe id in front of the stack. */
    void assertAnswersWhoAsked() {
      RawSocket raw = open(options().setTtl(2));
      FakePeer asker = FakePeer.join(raw);
      FakePeer other = FakePeer.join(raw);
      asker.offer(bytes("q", 5, ID));
      Message asked = result(raw.receive());
      assertMessage("q", words(asker.id(), 5, ID), asked);
      result(raw.send(new Message(asked.header(), Buffer.buffer("a"))));
      assertEquals(bytes("a", 5, ID), asker.lastSent());
      assertEquals(List.of(), other.sent());
      asker.offer(bytes("too far", 5, 6, ID));
      assertEquals(1, bench.dropped(raw, DropReason.TTL_EXCEEDED));
    }

    void assertCountsAnswersItCannotSend() {
      RawSocket raw = open(options().setSendBuffer(1));
      FakePeer slow = FakePeer.join(raw).hold();
      result(raw.send(message("1", slow.id(), ID)));
      result(raw.send(message("2", slow.id(), ID)));
      result(raw.send(message("nobody", slow.id() + 1000, ID)));
      result(raw.send(message("no header")));
      assertEquals(List.of("1"), slow.texts());
      assertEquals(1, bench.dropped(raw, DropReason.PEER_FULL));
      assertEquals(1, bench.dropped(raw, DropReason.PEER_GONE));
      assertEquals(1, bench.dropped(raw, DropReason.BAD_HEADER));
    }
  }

  @Nested
  class Pair extends Raw {
    Pair() {
      super("pair", 0x10, "pair", 0x10);
    }

    @Test
    void hasOnePeerAndNoHeader() {
      RawSocket raw = open();
      FakePeer peer = FakePeer.join(raw);
      assertTrue(FakePeer.join(raw).isAborted());
      peer.offer("in");
      assertMessage("in", Buffer.buffer(), result(raw.receive()));
      result(raw.send(message("out")));
      assertEquals(bytes("out"), peer.lastSent());
    }
  }

  @Nested
  class Pair1 extends Raw {
    Pair1() {
      super("pair1", 0x11, "pair1", 0x11);
    }

    @Test
    void sendsTheHopCountOneHigher() {
      RawSocket raw = open();
      FakePeer peer = FakePeer.join(raw);
      assertTrue(FakePeer.join(raw).isAborted());
      result(raw.send(message("x", 0)));
      assertEquals(bytes("x", 1), peer.lastSent());
      result(raw.send(message("x", 0xfe)));
      assertEquals(bytes("x", 0xff), peer.lastSent());
    }

    @Test
    void countsWhatHasNoHopCountToSend() {
      RawSocket raw = open();
      FakePeer peer = FakePeer.join(raw);
      result(raw.send(message("x")));
      result(raw.send(message("x", 0xff)));
      result(raw.send(message("x", -1)));
      result(raw.send(message("x", 1, 1)));
      assertEquals(List.of(), peer.sent());
      assertEquals(4, bench.dropped(raw, DropReason.BAD_HEADER));
    }

    @Test
    void givesTheHopCountAsItCame() {
      RawSocket raw = open(options().setTtl(2));
      FakePeer peer = FakePeer.join(raw);
      peer.offer(bytes("x", 2));
      assertMessage("x", words(2), result(raw.receive()));
      peer.offer(bytes("x", 3));
      assertEquals(1, bench.dropped(raw, DropReason.TTL_EXCEEDED));
    }

    @Test
    void dropsWhatHasNoHopCount() {
      assertRefuses(DropReason.MALFORMED, bytes("abc"), bytes("x", 0x100), bytes("x", ID));
    }
  }

  @Nested
  class Pub extends Raw {
    Pub() {
      super("pub", 0x20, "sub", 0x21);
    }

    @Test
    void sendsToAll() {
      assertSendsToAll(message("x"), bytes("x"));
    }

    @Test
    void receivesNothing() {
      assertDoesNotReceive();
    }
  }

  @Nested
  class Sub extends Raw {
    Sub() {
      super("sub", 0x21, "pub", 0x20);
    }

    @Test
    void receivesEverythingUnfiltered() {
      RawSocket raw = open();
      FakePeer.join(raw).offer("x");
      assertMessage("x", Buffer.buffer(), result(raw.receive()));
    }

    @Test
    void sendsNothing() {
      assertDoesNotSend();
    }
  }

  @Nested
  class Push extends Raw {
    Push() {
      super("push", 0x50, "pull", 0x51);
    }

    @Test
    void sendsToOnePeerInTurn() {
      assertSendsToOnePeerInTurn(message("1"), message("2"));
    }

    @Test
    void receivesNothing() {
      assertDoesNotReceive();
    }
  }

  @Nested
  class Pull extends Raw {
    Pull() {
      super("pull", 0x51, "push", 0x50);
    }

    @Test
    void receivesAndSendsNothing() {
      RawSocket raw = open();
      FakePeer.join(raw).offer("x");
      assertMessage("x", Buffer.buffer(), result(raw.receive()));
      assertDoesNotSend();
    }
  }

  @Nested
  class Req extends Raw {
    Req() {
      super("req", 0x30, "rep", 0x31);
    }

    @Test
    void sendsTheStackAsItIsToOnePeerInTurn() {
      assertSendsToOnePeerInTurn(message("1", 7, ID), message("2", 7, ID));
      RawSocket raw = open();
      FakePeer peer = FakePeer.join(raw);
      result(raw.send(message("q", 7, ID)));
      assertEquals(bytes("q", 7, ID), peer.lastSent());
    }

    @Test
    void takesTheStackOffWhatItReceives() {
      RawSocket raw = open(options().setTtl(1));
      FakePeer.join(raw).offer(bytes("a", 7, 8, ID));
      assertMessage("a", words(7, 8, ID), result(raw.receive()));
    }

    @Test
    void dropsWhatHasNoBottom() {
      assertRefuses(DropReason.MALFORMED, bytes(""), bytes("abc"), bytes("", 1, 2));
    }
  }

  @Nested
  class Rep extends Raw {
    Rep() {
      super("rep", 0x31, "req", 0x30);
    }

    @Test
    void answersWhoAsked() {
      assertAnswersWhoAsked();
    }

    @Test
    void countsAnswersItCannotSend() {
      assertCountsAnswersItCannotSend();
    }

    @Test
    void dropsWhatHasNoBottom() {
      assertRefuses(DropReason.MALFORMED, bytes(""), bytes("abc"), bytes("", 1, 2));
    }
  }

  @Nested
  class Surveyor extends Raw {
    Surveyor() {
      super("surveyor", 0x62, "respondent", 0x63);
    }

    @Test
    void sendsTheStackAsItIsToAll() {
      assertSendsToAll(message("q", 7, ID), bytes("q", 7, ID));
    }

    @Test
    void takesTheStackOffWhatItReceives() {
      RawSocket raw = open();
      FakePeer.join(raw).offer(bytes("a", 7, ID));
      assertMessage("a", words(7, ID), result(raw.receive()));
    }
  }

  @Nested
  class Respondent extends Raw {
    Respondent() {
      super("respondent", 0x63, "surveyor", 0x62);
    }

    @Test
    void answersWhoAsked() {
      assertAnswersWhoAsked();
    }

    @Test
    void countsAnswersItCannotSend() {
      assertCountsAnswersItCannotSend();
    }
  }

  @Nested
  class Bus extends Raw {
    Bus() {
      super("bus", 0x70, "bus", 0x70);
    }

    @Test
    void sendsToAll() {
      assertSendsToAll(message("x"), bytes("x"));
    }

    @Test
    void doesNotSendToThePeerInTheHeader() {
      RawSocket raw = open();
      FakePeer from = FakePeer.join(raw);
      FakePeer other = FakePeer.join(raw);
      from.offer("x");
      Message received = result(raw.receive());
      assertMessage("x", words(from.id()), received);
      result(raw.send(received));
      assertEquals(List.of(), from.sent());
      assertEquals(bytes("x"), other.lastSent());
      from.disconnect();
      result(raw.send(message("y", from.id())));
      assertEquals(bytes("y"), other.lastSent());
    }
  }

  @Nested
  class Star extends Raw {
    Star() {
      super("star", 0x640, "star", 0x640);
    }

    @Test
    void sendsTheHopCountAsItIsToAll() {
      assertSendsToAll(message("x", 3), bytes("x", 3));
    }

    @Test
    void passesOnWhatItReceivesOneHopHigher() {
      RawSocket raw = open(options().setTtl(3));
      FakePeer from = FakePeer.join(raw);
      FakePeer other = FakePeer.join(raw).hold();
      from.offer(bytes("x", 2));
      assertMessage("x", words(3), result(raw.receive()));
      assertEquals(bytes("x", 3), other.lastSent());
      assertEquals(List.of(), from.sent());
      from.offer(bytes("x", 3));
      assertEquals(1, bench.dropped(raw, DropReason.TTL_EXCEEDED));
      other.disconnectWhileWriting();
      from.offer(bytes("y", 0));
      assertMessage("y", words(1), result(raw.receive()));
    }

    @Test
    void countsWhatHasNoHopCountToSend() {
      RawSocket raw = open();
      FakePeer peer = FakePeer.join(raw);
      result(raw.send(message("x")));
      result(raw.send(message("x", 1, 1)));
      result(raw.send(message("x", 0x100)));
      assertEquals(List.of(), peer.sent());
      assertEquals(3, bench.dropped(raw, DropReason.BAD_HEADER));
    }

    @Test
    void dropsWhatHasNoHopCount() {
      assertRefuses(DropReason.MALFORMED, bytes("abc"), bytes("x", 0x100), bytes("x", ID));
    }
  }
}
