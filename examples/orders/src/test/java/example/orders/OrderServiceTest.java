package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service answers, without a network and without a disk. */
class OrderServiceTest {

  /** A request of REQ begins with its id, and the reply begins with the same. */
  private static final int REQUEST_ID = 0x80000001;

  private static final Order TEA = new Order("1", "tea", 2, false);

  private final FakeHost host = FakeHost.onEventLoop();
  private final List<Order> changes = new ArrayList<>();
  private FakePeer front;

  @BeforeEach
  void connect() {
    OrderStore store = new OrderStore(order -> Future.succeededFuture(), List.of(), changes::add);
    OrderService service = host.open(vertx -> new OrderService(vertx, store));
    front = FakePeer.join(service.bind("tcp://*:7001", new EndpointOptions()).result());
  }

  private JsonObject ask(JsonObject question) {
    front.offer(Buffer.buffer().appendInt(REQUEST_ID).appendBuffer(question.toBuffer()));
    Buffer reply = front.lastSent();
    assertEquals(REQUEST_ID, reply.getInt(0));
    return reply.getBuffer(4, reply.length()).toJsonObject();
  }

  private static JsonObject place(Order order) {
    return new JsonObject().put("place", order.toJson());
  }

  @Test
  void placesAndFindsAnOrder() {
    JsonObject found = new JsonObject().put("order", TEA.toJson());
    assertEquals(found, ask(place(TEA)));
    assertEquals(found, ask(new JsonObject().put("find", "1")));
    assertEquals(List.of(), host.failures());
  }

  @Test
  void executesARequestOnceThatIsSentAgain() {
    assertEquals(ask(place(TEA)), ask(place(TEA)));
    assertEquals(List.of(TEA), changes);
    assertEquals(List.of(), host.failures());
  }

  @Test
  void refusesAnUnknownId() {
    assertEquals(404, ask(new JsonObject().put("find", "2")).getInteger("status"));
    assertEquals(List.of(), host.failures());
  }

  @Test
  void refusesAnotherOrderWithTheSameId() {
    ask(place(TEA));
    assertEquals(409, ask(place(new Order("1", "coffee", 1, false))).getInteger("status"));
    assertEquals(List.of(), host.failures());
  }

  @Test
  void answersAlsoWhenTheHandlerThrows() {
    assertEquals(500, ask(new JsonObject().put("place", new JsonObject())).getInteger("status"));
    assertEquals(1, host.failures().size());
  }
}
