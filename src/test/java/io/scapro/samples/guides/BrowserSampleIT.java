package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.SocketEvent;
import io.scapro.browser.Chromium;
import io.scapro.browser.Page;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.suite.Happenings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of {@code docs/guides/browser-application.md}, in a browser. */
@Timeout(120)
class BrowserSampleIT {

  /** Waits until the element has a text other than before. */
  private static final String CHANGED =
      """
      const [id, before] = arguments;
      const shown = document.getElementById(id);
      await new Promise((done) => {
        const look = () => shown.textContent !== before && done();
        new MutationObserver(look).observe(shown, { childList: true });
        look();
      });
      return shown.textContent;
      """;

  @RegisterExtension static final Chromium chromium = new Chromium();

  @Test
  void thePageShowsPricesAndOrders() {
    Vertx vertx = Vertx.vertx();
    try {
      PubSocket prices = PubSocket.create(vertx);
      Happenings atPrices = Happenings.of(prices);
      RepSocket orders = RepSocket.create(vertx);
      orders.handler(request -> request.reply(Buffer.buffer("ordered " + request.body())));
      int port = BrowserSampleTest.serve(vertx, 0, prices, orders).await().actualPort();
      Page page = chromium.open("http://127.0.0.1:" + port + "/");
      atPrices.await(SocketEvent.Type.ACCEPTED);
      prices.send(Buffer.buffer("tea 4")).await();
      assertEquals("tea 4", page.run(CHANGED, "price", "none yet"));
      page.run("document.getElementById('order').click()");
      assertEquals("ordered tea", page.run(CHANGED, "reply", ""));
    } finally {
      vertx.close().await();
    }
  }
}
