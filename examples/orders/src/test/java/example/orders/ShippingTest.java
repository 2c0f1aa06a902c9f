package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs wait for workers, and for the result of each. */
class ShippingTest {

  private final FakeHost host = FakeHost.onEventLoop();
  private final List<String> shipped = new ArrayList<>();
  private final Shipping shipping = host.open(vertx -> new Shipping(vertx, shipped::add));
  private final Endpoint jobs = shipping.bindJobs("tcp://*:7003", new EndpointOptions()).result();

  @AfterEach
  void noHandlerHasThrown() {
    assertEquals(List.of(), host.failures());
  }

  private void finish(String id) {
    Endpoint results = shipping.bindResults("tcp://*:7004", new EndpointOptions()).result();
    FakePeer.join(results).offer(id);
  }

  @Test
  void jobsWaitForAWorker() {
    shipping.add("1");
    shipping.add("2");
    assertEquals(List.of("1", "2"), FakePeer.join(jobs).texts());
  }

  @Test
  void aBusyWorkerGetsNoMoreThanItCanTake() {
    FakePeer busy = FakePeer.join(jobs).hold();
    for (int id = 1; id <= 5; id++) {
      shipping.add("" + id);
    }
    assertEquals(List.of("1"), busy.texts());
    FakePeer free = FakePeer.join(jobs);
    assertEquals(List.of("2", "3", "4", "5"), free.texts());
  }

  @Test
  void aResultEndsAJob() {
    shipping.add("1");
    FakePeer worker = FakePeer.join(jobs);
    finish("1");
    assertEquals(List.of("1"), shipped);
    shipping.sendLateAgain();
    shipping.sendLateAgain();
    assertEquals(List.of("1"), worker.texts());
  }

  @Test
  void theJobOfALostWorkerIsSentAgain() {
    FakePeer lost = FakePeer.join(jobs);
    shipping.add("1");
    assertEquals(List.of("1"), lost.texts());
    lost.disconnect();
    FakePeer other = FakePeer.join(jobs);
    shipping.sendLateAgain(); // from now on it is late
    assertEquals(List.of(), other.texts());
    shipping.sendLateAgain();
    assertEquals(List.of("1"), other.texts());
  }
}
