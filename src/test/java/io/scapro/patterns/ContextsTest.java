package io.scapro.patterns;

import static io.scapro.suite.Await.failure;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.protocol.AnswerContext;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqContext;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.scapro.protocol.SubContext;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContextsTest extends Network {

  private static final int MANY = 10_000;

  @Test
  void theClassicOrderOfReqIsSendReceive() {
    RepSocket rep = RepSocket.create(vertx);
    ReqSocket req = ReqSocket.create(vertx);
    join(rep, req);
    ReqContext ask = req.context();
    AnswerContext answer = rep.context();
    assertEquals(Reason.STATE, failure(ask.receive()));
    assertEquals(Reason.STATE, failure(answer.send(Buffer.buffer("x"))));
    result(ask.send(Buffer.buffer("one")));
    assertEquals("one", result(answer.receive()).toString());
    result(answer.send(Buffer.buffer("two")));
    assertEquals("two", result(ask.receive()).toString());
    assertEquals(Reason.STATE, failure(ask.receive()));
    assertEquals(Reason.STATE, failure(answer.send(Buffer.buffer("x"))));
  }

  @Test
  void aNewQuestionCancelsTheOneBeforeInItsContextOnly() {
    ReqSocket req = ReqSocket.create(vertx);
    RepSocket rep = RepSocket.create(vertx);
    join(rep, req);
    ReqContext one = req.context();
    ReqContext two = req.context();
    result(one.send(Buffer.buffer("a")));
    result(two.send(Buffer.buffer("b")));
    Future<Buffer> cancelled = one.receive();
    Future<Buffer> kept = two.receive();
    result(one.send(Buffer.buffer("c")));
    assertEquals(Reason.CANCELLED, failure(cancelled));
    rep.handler(request -> request.reply(request.body()));
    assertEquals("b", result(kept).toString());
    assertEquals("c", result(one.receive()).toString());
    assertEquals(1, result(req.statistics()).dropped(DropReason.UNKNOWN_REQUEST));
  }

  @Test
  void subContextsReadTheirOwnTopics() {
    PubSocket pub = PubSocket.create(vertx);
    SubSocket sub = SubSocket.create(vertx);
    SubContext cats = sub.context();
    SubContext all = sub.context();
    result(cats.subscribe("cat"));
    result(all.subscribe(""));
    join(pub, sub);
    pub.send(Buffer.buffer("dog 1"));
    pub.send(Buffer.buffer("cat 1"));
    assertEquals("cat 1", result(cats.receive()).body().toString());
    assertEquals("dog 1", result(all.receive()).body().toString());
    assertEquals("cat 1", result(all.receive()).body().toString());
    SocketStatistics counted = result(sub.statistics());
    assertEquals(3, counted.received());
    assertEquals(3, counted.delivered());
    Future<Message> waiting = cats.receive();
    cats.close();
    assertEquals(Reason.CLOSED, failure(waiting));
  }

  @Test
  void tenThousandRequestsInFlightGetTheirOwnReplies() {
    RepSocket rep = RepSocket.create(vertx);
    List<Request> held = Collections.synchronizedList(new ArrayList<>());
    rep.handler(
        request -> {
          held.add(request);
          if (held.size() == MANY) {
            Collections.shuffle(held, new Random(7));
            held.forEach(each -> each.reply(Buffer.buffer("re " + each.body())));
          }
        });
    ReqSocket req = ReqSocket.create(vertx);
    join(rep, req);
    List<Future<Buffer>> replies = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      replies.add(req.request(Buffer.buffer("" + i)));
    }
    for (int i = 0; i < MANY; i++) {
      assertEquals("re " + i, result(replies.get(i)).toString());
    }
    SocketStatistics counted = result(req.statistics());
    assertEquals(0, counted.ofProtocol().get("inFlight"));
    assertEquals(0, counted.ofProtocol().get("waiting"));
    assertEquals(MANY, counted.roundTrips().count());
  }

  @Test
  void sendingWithoutPeersFailsWhereItWasAskedTo() {
    PushSocket push = PushSocket.create(vertx, new SocketOptions().setFailNoPeers(true));
    assertEquals(Reason.NO_PEERS, failure(push.send(Buffer.buffer("x"))));
  }

  @Test
  void bestEffortDiscardsAndCounts() {
    PushSocket push = PushSocket.create(vertx, new SocketOptions().setBestEffort(true));
    result(push.send(Buffer.buffer("x")));
    assertEquals(1, result(push.statistics()).dropped(DropReason.PEER_FULL));
  }
}
