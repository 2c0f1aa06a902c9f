package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.protocol.SubSocket;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole application, over real ports and TLS. Each test has orders of its own. */
@Timeout(60)
class ApplicationTest {

  private static final Vertx VERTX = Vertx.vertx();

  @TempDir private static Path folder;
  private static Application application;
  private static Web web;

  @BeforeAll
  static void start() throws Exception {
    application = Application.start(VERTX, Environment.in(folder).settings()).await();
    web = new Web(application.front().port());
  }

  @AfterAll
  static void stop() {
    application.stop().eventually(VERTX::close).await();
  }

  @Test
  void anOrderIsPlacedAndFound() throws Exception {
    HttpResponse<String> placed = web.post("/orders", "{\"item\": \"tea\", \"quantity\": 2}");
    assertEquals(201, placed.statusCode(), placed.body());
    JsonObject found = web.json(placed.headers().firstValue("Location").orElseThrow());
    assertEquals("tea", found.getString("item"));
    assertEquals(new JsonObject(placed.body()).getString("id"), found.getString("id"));
  }

  @Test
  void aRepeatedPostPlacesOneOrder() throws Exception {
    String tea = "{\"id\": \"7\", \"item\": \"tea\", \"quantity\": 2}";
    assertEquals(201, web.post("/orders", tea).statusCode());
    assertEquals(201, web.post("/orders", tea).statusCode());
    assertEquals(409, web.post("/orders", tea.replace("tea", "coffee")).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"item\": \"tea\"}                    | quantity: expected a value of type Integer",
        "{\"item\": \"tea\", \"quantity\": 0}   | quantity: expected 1 to 1000, got 0",
        "{\"item\": 1, \"quantity\": 1}         | item: expected a value of type String",
      })
  void aBadOrderIsRefused(String body, String error) throws Exception {
    HttpResponse<String> refused = web.post("/orders", body);
    assertEquals(400, refused.statusCode());
    assertEquals(error, new JsonObject(refused.body()).getString("error"));
  }

  @Test
  void anUnknownOrderIsNotFound() throws Exception {
    assertEquals(404, web.get("/orders/8").statusCode());
    assertEquals(400, web.post("/orders", "tea").statusCode());
    assertEquals(400, web.post("/orders", "").statusCode());
  }

  @Test
  void pagesSeeOrdersPlacedAndShipped() throws Exception {
    assertTrue(web.get("/").body().contains("page.js"), "the page");
    assertTrue(web.get("/page.js").body().contains("scapro/scapro.js"), "the script of the page");
    assertTrue(
        web.get("/scapro/scapro.js").body().contains("export class SubSocket"), "its client");

    SubSocket page = SubSocket.create(VERTX);
    page.subscribe("order.placed.9").await();
    page.subscribe("order.shipped.9").await();
    page.connect("ws://127.0.0.1:" + application.front().port() + "/events").await();
    application.front().watched().await();
    application.joined().await();
    web.post("/orders", "{\"id\": \"9\", \"item\": \"tea\", \"quantity\": 2}");
    List<String> topics = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      topics.add(page.receive().await().body().toString().split(" ")[0]);
    }
    assertEquals(List.of("order.placed.9", "order.shipped.9"), topics);
    assertEquals("shipped", web.json("/orders/9").getString("status"));
  }
}
