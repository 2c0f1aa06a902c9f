package example.orders;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;

/** The page, scapro.js, and the events of the service for pages, over WebSocket on one port. */
final class LiveEvents {

  private final SubSocket service;
  private final PubSocket pages;

  LiveEvents(Vertx vertx) {
    int behind = OrderEvents.BEHIND;
    service = SubSocket.create(vertx, new SubOptions().setName("events").setReceiveBuffer(behind));
    pages = PubSocket.create(vertx, new SocketOptions().setName("pages").setSendBuffer(behind));
    service.subscribe("order.");
    service.handler(event -> pages.send(event.body()));
  }

  Future<Endpoint> connect(String url, EndpointOptions options) {
    return service.connect(url, options);
  }

  /**
   * Adds the routes.
   *
   * @return the endpoint of the pages
   */
  Future<Endpoint> mount(Router router) {
    SpWebSocket events = SpWebSocket.of(pages);
    router.route("/events").handler(events);
    router.route("/scapro/*").handler(StaticHandler.create("META-INF/resources/scapro"));
    router.route("/*").handler(StaticHandler.create("pages"));
    return events.endpoint();
  }
}
