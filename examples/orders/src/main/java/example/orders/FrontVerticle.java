package example.orders;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;

/** The front: REST, the page with its events, health and metrics on one HTTP port. */
final class FrontVerticle extends VerticleBase {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Settings settings;
  private List<Endpoint> service = List.of();
  private Future<Endpoint> pages;
  private HttpServer server;

  FrontVerticle(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    OrderClient orders = new OrderClient(vertx, PATIENCE);
    LiveEvents events = new LiveEvents(vertx);
    Router router = Router.router(vertx);
    new RestApi(orders).mount(router);
    Future<?> checks = Future.all(Metrics.mount(vertx, router), Health.mount(vertx, router));
    pages = events.mount(router); // the last: its files have all other paths
    server = vertx.createHttpServer().requestHandler(router);

    EndpointOptions tls = Tls.client(settings.certificates());
    Addresses addresses = settings.addresses();
    return Future.all(
            orders.connect(addresses.orders(), tls), events.connect(addresses.events(), tls))
        .onSuccess(connects -> service = connects.list())
        .compose(connects -> checks)
        .compose(mounted -> server.listen(settings.http(), "127.0.0.1"));
  }

  /** The real port. */
  int port() {
    return server.actualPort();
  }

  /** Completes when the service is connected. The front starts without it. */
  Future<?> connected() {
    return Future.all(service.stream().map(Endpoint::connected).toList());
  }

  /** Completes when the first page gets events. */
  Future<Void> watched() {
    return pages.compose(Endpoint::connected);
  }
}
