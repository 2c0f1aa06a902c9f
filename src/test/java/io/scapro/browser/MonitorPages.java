package io.scapro.browser;

import static io.scapro.suite.Await.result;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tests of the monitor have in common. */
@ExtendWith(VertxExtension.class)
abstract class MonitorPages {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String EYES =
      """
      window.seen = (what, look) => new Promise((resolve) => {
        const check = () => {
          const found = look();
          if (found) { observer.disconnect(); resolve(found); }
        };
        const observer = new MutationObserver(check);
        observer.observe(document, { subtree: true, childList: true, attributes: true,
          characterData: true });
        check();
      });
      window.find = (selector) => document.querySelector(selector);
      window.says = (selector, text) => seen(text, () => find(selector)?.textContent.includes(text));
      await seen('figures', () => document.body.dataset.ready);
      await seen('places', () => find('#graph').dataset.settled === 'true');
      """;

  Vertx vertx;
  String feed;

  @BeforeEach
  void remember(Vertx vertx) {
    this.vertx = vertx;
  }

  Page open(String site) {
    Page page = chromium.open(site + "monitor");
    page.run(EYES);
    return page;
  }

  /** A server with the monitor alone. */
  String serve(int interval) {
    JsonObject sockets = new JsonObject().put("/monitor/feed", "mounted://monitor");
    JsonObject web =
        new JsonObject()
            .put("bind", "http://127.0.0.1:0")
            .put("pages", List.of("monitor"))
            .put("sockets", sockets);
    String site = Demo.deploy(vertx, "scapro:web", web);
    feed(interval);
    return site;
  }

  void feed(int interval) {
    JsonObject config = new JsonObject().put("bind", "mounted://monitor").put("interval", interval);
    DeploymentOptions options = new DeploymentOptions().setConfig(config);
    feed = result(vertx.deployVerticle("scapro:monitor", options));
  }
}
