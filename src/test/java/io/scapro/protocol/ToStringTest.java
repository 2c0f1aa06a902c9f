package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.suite.Await;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person reads in a log or debugger. */
class ToStringTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  @Test
  void ofASocketHasClassIdAndName() {
    PushSocket push = PushSocket.create(vertx);
    assertEquals("PushSocket[id=%d]".formatted(push.id()), push.toString());
    PullSocket pull = PullSocket.create(vertx, new SocketOptions().setName("orders"));
    assertEquals("PullSocket[id=%d, name=orders]".formatted(pull.id()), pull.toString());
  }

  @Test
  void ofAMessageHasLengthsAndPeerAndNoContent() {
    assertEquals("Message[6 bytes]", new Message(Buffer.buffer("secret")).toString());
    Message routed = new Message(Buffer.buffer(new byte[4]), Buffer.buffer("secret"));
    assertEquals("Message[6 bytes, header of 4]", routed.toString());
  }

  @Test
  void ofWhatArrivesNamesThePeer() {
    RepSocket rep = RepSocket.create(vertx);
    ReqSocket req = ReqSocket.create(vertx);
    Promise<Request> asked = Promise.promise();
    rep.handler(asked::complete);
    Endpoint bound = Await.result(rep.bind("tcp://127.0.0.1:0"));
    Endpoint connected = Await.result(req.connect(bound.address().toString()));
    req.request(Buffer.buffer("secret"));
    Request request = Await.result(asked.future());
    assertEquals("Request[6 bytes, from %s]".formatted(request.peer()), request.toString());
    assertTrue(request.peer().toString().startsWith("127.0.0.1:"), request.peer().toString());
    assertEquals("bound to " + bound.address(), bound.toString());
    assertEquals("connects to " + bound.address(), connected.toString());
  }

  @Test
  void ofStatisticsHasTheTotals() {
    PushSocket push = PushSocket.create(vertx, new SocketOptions().setName("orders"));
    String text = Await.result(push.statistics()).toString();
    assertEquals(
        "push[id=%d, name=orders, pipes=0, copies=0, written=0, queuedToSend=0, received=0,"
                .formatted(push.id())
            + " delivered=0, filtered=0, queuedToDeliver=0, dropped={}]",
        text);
  }

  @Test
  void ofAnExceptionHasClassReasonAndMessage() {
    assertEquals(
        "io.scapro.SpException: CLOSED: expected an open socket",
        new SpException(Reason.CLOSED, "expected an open socket").toString());
  }
}
