package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.Socket;
import io.scapro.suite.Futures;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The loan of a body ends when a socket drops its message, and when its handler has returned. */
class LoansTest {

  private final FakeHost host = FakeHost.onEventLoop();
  private final List<String> ends = new ArrayList<>();

  private Message lent(String hex) {
    return new Message(
        Buffer.buffer(),
        Buffer.buffer(HexFormat.of().parseHex(hex.replace(" ", ""))),
        null,
        new Message.Lease() {
          @Override
          public void giveBack() {
            ends.add("given back");
          }

          @Override
          public void keep() {
            ends.add("kept");
          }
        });
  }

  private <S extends Socket> S received(Function<Vertx, S> opener, String hex) {
    S socket = host.open(opener);
    FakePeer peer = FakePeer.join(socket);
    peer.offer(lent(hex));
    return socket;
  }

  private void dropped(Function<Vertx, ? extends Socket> opener, String hex, DropReason reason) {
    ends.clear();
    Socket socket = received(opener, hex);
    assertEquals(List.of("given back"), ends, socket.name());
    Map<DropReason, Long> dropped = Futures.result(socket.statistics()).dropped();
    assertEquals(1L, dropped.get(reason), () -> socket.name() + " " + dropped);
  }

  @Test
  void droppedMessageIsGivenBack() {
    dropped(RepSocket::create, "00000001", DropReason.MALFORMED);
    dropped(RespondentSocket::create, "00", DropReason.MALFORMED);
    dropped(ReqSocket::create, "00000001", DropReason.MALFORMED);
    dropped(ReqSocket::create, "80000001", DropReason.UNKNOWN_REQUEST);
    dropped(SurveyorSocket::create, "80000001", DropReason.UNKNOWN_REQUEST);
    dropped(Pair1Socket::create, "00", DropReason.MALFORMED);
    dropped(Pair1Socket::create, "000000ff", DropReason.TTL_EXCEEDED);
    dropped(StarSocket::create, "00", DropReason.MALFORMED);
    dropped(StarSocket::create, "000000ff", DropReason.TTL_EXCEEDED);
    dropped(PushSocket::create, "00", DropReason.NOT_EXPECTED);
    dropped(PubSocket::create, "00", DropReason.NOT_EXPECTED);
  }

  @Test
  void loanEndsWithTheHandlerOfARequest() {
    List<Integer> lengths = new ArrayList<>();
    received(
        vertx ->
            RepSocket.create(vertx)
                .handler(
                    request -> {
                      lengths.add(request.body().length());
                      assertEquals(List.of(), ends);
                    }),
        "80000001 0102");
    assertEquals(List.of(2), lengths);
    assertEquals(List.of("given back"), ends);
    assertEquals(List.of(), host.failures());
  }

  @Test
  void bodyOfAStreamOfBodiesIsKept() {
    List<Integer> lengths = new ArrayList<>();
    received(
        vertx -> {
          PullSocket pull = PullSocket.create(vertx);
          pull.bodies().handler(body -> lengths.add(body.length()));
          return pull;
        },
        "010203");
    assertEquals(List.of(3), lengths);
    assertEquals(List.of("kept"), ends);
  }

  @Test
  void streamOfBodiesLosesItsHandler() {
    List<Integer> lengths = new ArrayList<>();
    PullSocket pull = host.open(PullSocket::create);
    pull.bodies().handler(body -> lengths.add(body.length()));
    pull.bodies().handler(null);
    FakePeer.join(pull).offer("m");
    assertEquals(List.of(), lengths);
    assertEquals("m", Futures.result(pull.receive()).body().toString());
  }
}
