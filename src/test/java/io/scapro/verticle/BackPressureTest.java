package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounded queues on both sides of a verticle. */
class BackPressureTest extends BusTest {

  private static final int WINDOW = 4;
  private static final int BUFFER = 8;

  @Test
  void slowsThePeerWhileTheConsumerIsBusyAndLosesNothing() throws Exception {
    int total = 2_000;
    var unanswered = listen("jobs");
    PushSocket push = PushSocket.create(vertx);
    Endpoint at = await(push.bind(ANY_PORT));
    Socket pull =
        open(
            "pull",
            new JsonObject()
                .put("connect", at.address().toString())
                .put("deliver", "jobs")
                .put("window", WINDOW)
                .put("options", new JsonObject().put("receiveBuffer", BUFFER)));
    List<Future<Void>> sent = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      sent.add(push.send(Buffer.buffer(16 << 10).appendInt(i).appendBytes(new byte[16 << 10])));
    }

    statistics(pull, now -> now.received() == WINDOW + BUFFER);
    for (int turn = 0; turn < 100; turn++) {
      assertEquals(WINDOW + BUFFER, await(pull.statistics()).received());
    }
    assertTrue(unanswered.size() <= WINDOW, "in flight: " + unanswered.size());
    assertTrue(sent.stream().anyMatch(each -> !each.isComplete()));

    for (int i = 0; i < total; i++) {
      var message = next(unanswered);
      assertTrue(unanswered.size() < WINDOW, "in flight: " + unanswered.size());
      assertEquals(i, ((Buffer) message.body()).getInt(0));
      message.reply(null);
    }
    await(Future.all(sent));
    assertEquals(total, await(pull.statistics()).delivered());
  }

  @Test
  void countsPlainSendsBeyondItsQueueAndTellsRequestsSo() throws Exception {
    Socket push =
        open("push", new JsonObject().put("bind", ANY_PORT).put("address", "a").put("queue", 3));
    for (int i = 0; i < 5; i++) {
      vertx.eventBus().send("a", "message " + i);
    }
    var refused = replyFailure(vertx.eventBus().request("a", "one more"));
    assertEquals(Reason.LIMIT, FailureCodes.reason(refused).orElseThrow());
    assertEquals(2, await(push.statistics()).dropped(DropReason.BUS_OVERFLOW));

    PullSocket pull = PullSocket.create(vertx);
    await(pull.connect(url(push)));
    for (int i = 0; i < 3; i++) {
      assertEquals("message " + i, await(pull.receive()).body().toString());
    }
    await(vertx.eventBus().request("a", "room again"));
    assertEquals("room again", await(pull.receive()).body().toString());
  }
}
