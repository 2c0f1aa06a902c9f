package io.scapro.patterns;

import static io.scapro.suite.Await.failure;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.SpException;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Device;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.spi.Changes;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceTest extends Network {

  private record Link(String front, String back, Device device) {}

  /** A device whose front takes {@code frontName}'s peers. */
  private Link device(String frontName, String backName) {
    RawSocket front = RawSocket.create(vertx, frontName);
    RawSocket back = RawSocket.create(vertx, backName);
    String frontAddress = address();
    String backAddress = address();
    result(front.bind(frontAddress));
    result(back.bind(backAddress));
    return new Link(frontAddress, backAddress, Device.start(front, back));
  }

  /** Connects the fronts and backs of two devices. */
  private Link chain(String frontName, String backName) {
    Link first = device(frontName, backName);
    RawSocket front = RawSocket.create(vertx, frontName);
    RawSocket back = RawSocket.create(vertx, backName);
    String backAddress = address();
    result(result(front.connect(first.back)).connected());
    result(back.bind(backAddress));
    return new Link(first.front, backAddress, Device.start(front, back));
  }

  private static String text(Message message) {
    return message.body().toString();
  }

  @Test
  void requestsAndRepliesCrossTwoDevices() {
    Link link = chain("rep", "req");
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("re " + request.body())));
    result(result(rep.connect(link.back)).connected());
    ReqSocket req = ReqSocket.create(vertx);
    result(result(req.connect(link.front)).connected());
    for (int i = 0; i < 50; i++) {
      assertEquals("re " + i, result(req.request(Buffer.buffer("" + i))).toString());
    }
  }

  /** A message that nobody takes in time, or that is too long, costs that message alone. */
  @Test
  void goesOnAfterAMessageThatItCannotSend() {
    RawSocket front = RawSocket.create(vertx, "pull");
    RawSocket back =
        RawSocket.create(
            vertx, "push", new SocketOptions().setSendTimeout(Duration.ZERO).setSendMaxSize(10));
    Device.start(front, back);
    PushSocket push = PushSocket.create(vertx);
    PullSocket pull = PullSocket.create(vertx);
    join(front, push);
    try (Changes changes = Changes.in(vertx)) {
      result(push.send(Buffer.buffer("nobody")));
      changes.await(back::statistics, counted -> counted.dropped(DropReason.BUS_REFUSED) == 1);
      join(pull, back);
      result(push.send(Buffer.buffer("longer than ten bytes")));
      result(push.send(Buffer.buffer("short")));
      assertEquals("short", text(result(pull.receive())));
    }
    assertEquals(2, result(back.statistics()).dropped(DropReason.BUS_REFUSED));
  }

  @Test
  void surveysAndAnswersCrossTwoDevices() {
    Link link = chain("respondent", "surveyor");
    for (String name : List.of("a", "b")) {
      RespondentSocket respondent = RespondentSocket.create(vertx);
      respondent.handler(survey -> survey.reply(Buffer.buffer(name)));
      result(result(respondent.connect(link.back)).connected());
    }
    SurveyorSocket surveyor = SurveyorSocket.create(vertx);
    result(result(surveyor.connect(link.front)).connected());
    assertEquals(2, result(surveyor.survey(Buffer.buffer("who")).answers()).size());
  }

  @Test
  void aDeviceBeyondTheTtlIsNotCrossed() {
    Link link = chain("rep", "req");
    RepSocket rep = RepSocket.create(vertx, new SocketOptions().setTtl(2));
    result(result(rep.connect(link.back)).connected());
    ReqSocket req = ReqSocket.create(vertx);
    result(result(req.connect(link.front)).connected());
    var pending = req.ask(Buffer.buffer("too far"));
    SocketStatistics seen = Changes.await(rep, now -> now.received() > 0);
    assertEquals(1, seen.dropped(DropReason.TTL_EXCEEDED));
    pending.cancel();
    assertEquals(Reason.CANCELLED, failure(pending.reply()));
  }

  @Test
  void oneWayProtocolsCrossInTheirDirection() {
    Link pipeline = device("pull", "push");
    PushSocket push = PushSocket.create(vertx);
    PullSocket pull = PullSocket.create(vertx);
    result(result(push.connect(pipeline.front)).connected());
    result(result(pull.connect(pipeline.back)).connected());
    push.send(Buffer.buffer("work"));
    assertEquals("work", text(result(pull.receive())));

    Link feed = device("sub", "pub");
    PubSocket pub = PubSocket.create(vertx);
    SubSocket sub = SubSocket.create(vertx);
    result(sub.subscribe(""));
    result(result(sub.connect(feed.back)).connected());
    result(result(pub.connect(feed.front)).connected());
    pub.send(Buffer.buffer("news"));
    assertEquals("news", text(result(sub.receive())));
  }

  @Test
  void pairsCrossBothWays() {
    Link link = device("pair", "pair");
    PairSocket a = PairSocket.create(vertx);
    PairSocket b = PairSocket.create(vertx);
    result(result(a.connect(link.front)).connected());
    result(result(b.connect(link.back)).connected());
    a.send(Buffer.buffer("to b"));
    b.send(Buffer.buffer("to a"));
    assertEquals("to b", text(result(b.receive())));
    assertEquals("to a", text(result(a.receive())));
  }

  @Test
  void pair1CountsTheHops() {
    Link link = chain("pair1", "pair1");
    Pair1Socket a = Pair1Socket.create(vertx);
    Pair1Socket b = Pair1Socket.create(vertx);
    result(result(a.connect(link.front)).connected());
    result(result(b.connect(link.back)).connected());
    a.send(Buffer.buffer("far"));
    Message message = result(b.receive());
    assertEquals("far", text(message));
    assertEquals(3, message.header().getInt(0));
  }

  @Test
  void aLoopbackMakesABusOfConnectionsToOnePoint() {
    RawSocket middle = RawSocket.create(vertx, "bus", new SocketOptions());
    Device device = Device.loopback(middle);
    BusSocket a = BusSocket.create(vertx);
    BusSocket b = BusSocket.create(vertx);
    BusSocket c = BusSocket.create(vertx);
    join(middle, a, b, c);
    a.send(Buffer.buffer("from a"));
    assertEquals("from a", text(result(b.receive())));
    assertEquals("from a", text(result(c.receive())));
    b.send(Buffer.buffer("from b"));
    assertEquals("from b", text(result(a.receive())));
    assertEquals("from b", text(result(c.receive())));
    assertEquals(1, result(a.statistics()).received());
    result(middle.close());
    result(device.stopped());
  }

  @Test
  void cookedAndUnfitSocketsAreRefused() {
    RepSocket cooked = RepSocket.create(vertx);
    RawSocket rep = RawSocket.create(vertx, "rep");
    RawSocket pull = RawSocket.create(vertx, "pull");
    assertEquals(
        Reason.STATE, assertThrows(SpException.class, () -> Device.start(cooked, rep)).reason());
    assertEquals(
        Reason.UNSUPPORTED,
        assertThrows(SpException.class, () -> Device.start(rep, pull)).reason());
    assertEquals(
        Reason.UNSUPPORTED, assertThrows(SpException.class, () -> Device.loopback(rep)).reason());
  }

  @Test
  void aRawPullCannotSend() {
    RawSocket pull = RawSocket.create(vertx, "pull");
    assertEquals(Reason.UNSUPPORTED, failure(pull.send(new Message(Buffer.buffer("x")))));
  }
}
