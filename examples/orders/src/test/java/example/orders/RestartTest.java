package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service is restarted, at the same addresses, while requests are in flight. */
@Timeout(60)
class RestartTest {

  private static final int ORDERS = 200;

  private final Vertx vertx = Vertx.vertx();
  private final List<UnusedPort> ports = new ArrayList<>();
  private final List<Future<Order>> placed = new ArrayList<>();
  @TempDir Path folder;
  private Settings settings;
  private OrderClient client;

  @BeforeEach
  void prepare() throws Exception {
    Environment environment = Environment.in(folder);
    settings = environment.settings().at(new Addresses(url(), url(), url(), url()));
    client = new OrderClient(vertx, Duration.ofMinutes(1));
  }

  private String url() throws IOException {
    UnusedPort port = new UnusedPort();
    ports.add(port);
    return "tls+tcp://127.0.0.1:" + port.number();
  }

  @AfterEach
  void close() throws IOException {
    vertx.close().await();
    for (UnusedPort port : ports) {
      port.close();
    }
  }

  private void place(int first, int end) {
    for (int id = first; id < end; id++) {
      placed.add(client.place(new Order("" + id, "tea", 1, false)));
    }
  }

  @Test
  void noOrderIsLostOrDoubled() throws Exception {
    EndpointOptions tls = Tls.client(settings.certificates());
    client.connect(settings.addresses().orders(), tls).await();
    String first = vertx.deployVerticle(new ServiceVerticle(settings)).await();
    place(0, ORDERS);
    placed.get(0).await(); // the others are on the way, executed, or answered
    vertx.undeploy(first).await();
    place(ORDERS, 2 * ORDERS); // these are sent when the service is back
    ServiceVerticle second = new ServiceVerticle(settings);
    String id = vertx.deployVerticle(second).await();
    Future.all(placed).await();

    shipAll(second, tls);
    vertx.undeploy(id).await();
    assertEquals(eachPlacedAndShippedOnce(), changes());
  }

  /** Until there is an event for each. */
  private void shipAll(ServiceVerticle service, EndpointOptions tls) {
    SubOptions options = new SubOptions().setReceiveBuffer(OrderEvents.BEHIND);
    SubSocket shipped = SubSocket.create(vertx, options);
    shipped.subscribe("order.shipped.").await();
    shipped.connect(settings.addresses().events(), tls).await();
    service.subscribed().await();
    vertx.deployVerticle(new WorkerVerticle(settings)).await();
    vertx.deployVerticle(new WorkerVerticle(settings)).await();
    for (int i = 0; i < 2 * ORDERS; i++) {
      shipped.receive().await();
    }
  }

  private static Map<String, List<String>> eachPlacedAndShippedOnce() {
    Map<String, List<String>> all = new TreeMap<>();
    IntStream.range(0, 2 * ORDERS)
        .forEach(id -> all.put(Integer.toString(id), List.of("placed", "shipped")));
    return all;
  }

  /** What the journal has of each id. */
  private Map<String, List<String>> changes() {
    Map<String, List<String>> all = new TreeMap<>();
    FileJournal journal = FileJournal.open(vertx, settings.journal()).await();
    for (Order order : journal.lines()) {
      all.computeIfAbsent(order.id(), id -> new ArrayList<>()).add(order.status());
    }
    journal.close().await();
    return all;
  }
}
