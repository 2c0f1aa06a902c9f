package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SendingSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.scapro.suite.Received;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad input over tcp ends as docs/wire.md, 9, says, and good peers are served during and after it.
 * A connection that must go is watched to its end; one that must stay carries a good message next.
 */
@ExtendWith(VertxExtension.class)
class BadInputTest {

  private static final String ANY = "tcp://127.0.0.1:0";
  private static final String PUSH = "0053500000500000";
  private static final String PULL = "0053500000510000";
  private static final String SUB = "0053500000210000";
  private static final String REQ = "0053500000300000";
  private static final String REP = "0053500000310000";
  private static final String GOOD_REQUEST = "000000000000000680abcdef6f6b";
  private static final EndpointOptions IMPATIENT =
      new EndpointOptions().setHandshakeTimeout(Duration.ofMillis(300));

  private Vertx vertx;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "plain text, 474554202f20485454502f312e300d0a0d0a, false",
    "first byte wrong, 0153500000500000, false",
    "magic wrong, 0053510000500000, false",
    "version 1, 0053500100500000, false",
    "reserved 00 01, 0053500000500001, false",
    "reserved ff ff, 005350000050ffff, false",
    "incompatible type, 0053500000300000, false",
    "own type, 0053500000510000, false",
    "unknown type, 0053500012340000, false",
    "nothing, '', false",
    "half a handshake, 00535000, false",
    "end inside the handshake, 00535000, true",
    "length one over the limit, 00535000005000000000000000100001, false",
    "length 2^31, 00535000005000000000000080000000, false",
    "length 2^32 + 5, 0053500000500000000000010000000568656c6c6f, false",
    "length 2^60, 0053500000500000100000000000000068656c6c6f, false",
    "length 2^63, 0053500000500000800000000000000068656c6c6f, false",
    "length 2^64 - 33, 0053500000500000ffffffffffffffdf, false",
    "length 2^64 - 1, 0053500000500000ffffffffffffffff, false",
    "end inside a length, 005350000050000000000000, true",
    "end inside a message, 0053500000500000000000000000000a68656c6c6f, true",
  })
  void ends(String name, String hex, boolean halfClose) throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    Endpoint bound = Await.result(pull.bind(ANY, IMPATIENT));
    try (RawPeer good = RawPeer.connect(bound).send(PUSH);
        RawPeer bad = RawPeer.connect(bound).send(hex)) {
      if (halfClose) {
        bad.halfClose();
      }
      good.sendFrame(Buffer.buffer("during"));
      assertEquals(Buffer.buffer("during"), received.next());
      bad.awaitEnd();
      good.sendFrame(Buffer.buffer("after"));
      assertEquals(Buffer.buffer("after"), received.next());
      assertEquals(1, Await.result(pull.statistics()).pipes());
      assertServed(bound, received);
    }
  }

  private static void assertServed(Endpoint bound, Received received) throws Exception {
    try (RawPeer newcomer = RawPeer.connect(bound).send(PUSH)) {
      newcomer.sendFrame(Buffer.buffer("newcomer"));
      assertEquals(Buffer.buffer("newcomer"), received.next());
    }
  }

  @ParameterizedTest
  @CsvSource({"000000003fffffff", "7fffffffffffffff", "ffffffffffffffff"})
  void anyLengthWithoutALimitCostsNoMemoryInAdvance(String length) throws Exception {
    PullSocket pull = PullSocket.create(vertx, new SocketOptions().setReceiveMaxSize(0));
    Received received = Received.of(pull);
    Endpoint bound = Await.result(pull.bind(ANY));
    try (RawPeer bad = RawPeer.connect(bound).send(PUSH)) {
      bad.send(length).send("68656c6c6f");
      assertServed(bound, received);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing at all, '', MALFORMED",
    "shorter than 4 bytes, 800000, MALFORMED",
    "no word with the top bit, 0000000100000002, MALFORMED",
    "9 words, 0000000100000002000000030000000400000005000000060000000700000008800000016f, "
        + "TTL_EXCEEDED",
  })
  void repDrops(String name, String request, DropReason reason) throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(asked -> asked.reply(asked.body()));
    Endpoint bound = Await.result(rep.bind(ANY));
    Buffer bytes = hex(request);
    try (RawPeer good = RawPeer.connect(bound).send(REQ);
        RawPeer peer = RawPeer.connect(bound).send(REQ)) {
      good.send(GOOD_REQUEST);
      assertEquals(hex(REP + GOOD_REQUEST), good.read(22));
      peer.sendFrame(bytes).send(GOOD_REQUEST);
      assertEquals(hex(REP + GOOD_REQUEST), peer.read(22));
      assertEquals(hex(GOOD_REQUEST), good.send(GOOD_REQUEST).read(14));
      assertDropped(rep, reason);
    }
  }

  @Test
  void repAnswersARequestWithoutABody() throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(asked -> asked.reply(asked.body()));
    Endpoint bound = Await.result(rep.bind(ANY));
    try (RawPeer peer = RawPeer.connect(bound).send(REQ)) {
      peer.sendFrame(hex("80000001"));
      assertEquals(hex(REP + "000000000000000480000001"), peer.read(20));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing at all, '', MALFORMED",
    "shorter than 4 bytes, 800000, MALFORMED",
    "top bit clear, 00000001626164, MALFORMED",
    "unknown id, other, UNKNOWN_REQUEST",
  })
  void reqDrops(String name, String reply, DropReason reason) throws Exception {
    ReqSocket req = ReqSocket.create(vertx);
    try (ServerSocket server = RawPeer.listen();
        ServerSocket another = RawPeer.listen()) {
      req.connect("tcp://127.0.0.1:" + server.getLocalPort());
      try (RawPeer peer = RawPeer.accept(server).send(REP)) {
        Future<Buffer> answer = req.request(Buffer.buffer("question"));
        assertEquals(hex(REQ), peer.read(8));
        Buffer id = peer.readFrame().getBuffer(0, 4);
        Buffer other = id.copy().setByte(3, (byte) (id.getByte(3) + 1));
        peer.sendFrame(reply.equals("other") ? other.appendString("bad") : hex(reply));
        peer.sendFrame(id.copy().appendString("good"));
        assertEquals(Buffer.buffer("good"), Await.result(answer));
        assertEachAnswers(req, peer, another, reason);
      }
    }
  }

  /** A good peer that joins now and {@code first} are asked in turn. */
  private static void assertEachAnswers(
      ReqSocket req, RawPeer first, ServerSocket another, DropReason reason) throws Exception {
    Endpoint endpoint = Await.result(req.connect("tcp://127.0.0.1:" + another.getLocalPort()));
    try (RawPeer second = RawPeer.accept(another).send(REP)) {
      Await.result(endpoint.connected());
      assertEquals(hex(REQ), second.read(8));
      Future<Buffer> one = req.request(Buffer.buffer("one"));
      Future<Buffer> two = req.request(Buffer.buffer("two"));
      first.sendFrame(first.readFrame());
      second.sendFrame(second.readFrame());
      assertEquals(Buffer.buffer("one"), Await.result(one));
      assertEquals(Buffer.buffer("two"), Await.result(two));
      assertDropped(req, reason);
    }
  }

  @Test
  void pubDropsWhatItIsSent() throws Exception {
    dropsWhatItIsSent(PubSocket.create(vertx), SUB, "0053500000200000");
  }

  @Test
  void pushDropsWhatItIsSent() throws Exception {
    dropsWhatItIsSent(PushSocket.create(vertx), PULL, PUSH);
  }

  private static void dropsWhatItIsSent(SendingSocket<?> ours, String theirs, String greeting)
      throws Exception {
    Happenings happenings = Happenings.of(ours);
    Endpoint bound = Await.result(ours.bind(ANY));
    try (RawPeer good = RawPeer.connect(bound).send(theirs)) {
      assertEquals(hex(greeting), good.read(8));
      happenings.await(Type.ACCEPTED);
      try (RawPeer peer = RawPeer.connect(bound).send(theirs)) {
        peer.sendFrame(Buffer.buffer("unwanted"));
        assertEquals(hex(greeting), peer.read(8));
        happenings.await(Type.ACCEPTED);
        ours.send(Buffer.buffer("still here"));
        ours.send(Buffer.buffer("still here"));
        for (int i = 0; i < (ours instanceof PubSocket ? 2 : 1); i++) { // PUSH gives one to each
          assertEquals(Buffer.buffer("still here"), peer.readFrame());
          assertEquals(Buffer.buffer("still here"), good.readFrame());
        }
        peer.halfClose().awaitEnd();
        happenings.await(Type.DISCONNECTED);
      }
      ours.send(Buffer.buffer("to the good one"));
      assertEquals(Buffer.buffer("to the good one"), good.readFrame());
      assertEquals(Map.of(DropReason.NOT_EXPECTED, 1L), Await.result(ours.statistics()).dropped());
    }
  }

  private static void assertDropped(Socket socket, DropReason reason) {
    var statistics = Await.result(socket.statistics());
    assertEquals(Map.of(reason, 1L), statistics.dropped());
    assertEquals(2, statistics.pipes());
  }

  private static Buffer hex(String hex) {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }
}
