package example.orders;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** The service: orders in a journal, answers to the front, events, and jobs for the workers. */
final class ServiceVerticle extends VerticleBase {

  private static final long LATE_MILLIS = 30_000;

  private final Settings settings;
  private FileJournal journal;
  private OrderService service;
  private OrderEvents events;
  private Shipping shipping;
  private List<Endpoint> endpoints = List.of();

  ServiceVerticle(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    return FileJournal.open(vertx, settings.journal()).compose(this::open);
  }

  private Future<?> open(FileJournal opened) {
    journal = opened;
    OrderStore store = new OrderStore(journal, journal.lines(), this::changed);
    service = new OrderService(vertx, store);
    events = new OrderEvents(vertx);
    shipping = new Shipping(vertx, store::ship);
    store.unshipped().forEach(order -> shipping.add(order.id()));
    vertx.setPeriodic(LATE_MILLIS, tick -> shipping.sendLateAgain());

    EndpointOptions tls = Tls.server(settings.certificates());
    Addresses wanted = settings.addresses();
    return Future.all(
            service.bind(wanted.orders(), tls),
            events.bind(wanted.events(), tls),
            shipping.bindJobs(wanted.jobs(), tls),
            shipping.bindResults(wanted.results(), tls))
        .onSuccess(bound -> endpoints = bound.list());
  }

  private void changed(Order order) {
    events.publish(order);
    if (!order.shipped()) {
      shipping.add(order.id());
    }
  }

  /** Where it is bound: with port 0 in the settings, these have the real ports. */
  Addresses addresses() {
    List<String> urls = endpoints.stream().map(each -> each.address().toString()).toList();
    return new Addresses(urls.get(0), urls.get(1), urls.get(2), urls.get(3));
  }

  /** Completes when the first front is subscribed. */
  Future<Void> subscribed() {
    return endpoints.get(1).connected();
  }

  /** The service stops before its journal: no client learns that its order cannot be written. */
  @Override
  public Future<?> stop() {
    return journal == null
        ? Future.succeededFuture()
        : service.close().eventually(() -> journal.close());
  }
}
