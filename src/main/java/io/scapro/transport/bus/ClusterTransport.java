package io.scapro.transport.bus;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.spi.BoundAddresses;
import io.scapro.spi.Link;
import io.scapro.spi.Transport;
import io.scapro.spi.Transports;
import io.scapro.transport.ClusterOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code cluster://name}: peers are found in a registry of the cluster, and messages use plain SP
 * connections.
 *
 * <p>To bind means to bind {@link io.scapro.transport.ClusterOptions#via} and to publish its real
 * address. To connect means to connect to every address that is published under the name, now and
 * later. A published address is renewed once per heartbeat and removed after the patience, so the
 * addresses of a dead node disappear. A name belongs to one socket of the cluster, or to several
 * sockets with {@code shared}.
 */
public final class ClusterTransport implements Transport.Discovery {

  static final String SCHEME = "cluster";

  private static final String PREFIX = "scapro.cluster.";

  /**
   * Schemes that cannot be reached from another process, or that would lead back to this transport.
   */
  private static final Set<String> NOT_VIA = Set.of(SCHEME, "eventbus", "inproc", "mounted");

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  private static void check(Address address) {
    if (address.rest().isEmpty()) {
      throw address.bad("a name, as cluster://name");
    }
  }

  private static Address via(Link link) {
    Address via = Address.parse(link.options().get(ClusterOptions.class).getVia());
    if (NOT_VIA.contains(via.scheme()) || via.rest().matches("(\\*|0\\.0\\.0\\.0|\\[::]|):.*")) {
      throw via.bad("an address for cluster.via that other nodes can connect to");
    }
    return via;
  }

  static Future<AsyncMap<String, String>> published(Vertx vertx, Address address) {
    return vertx.sharedData().getAsyncMap(PREFIX + address.rest());
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    check(address);
    Address via = via(link);
    BoundAddresses.claim(link, address);
    Promise<Binding> bound = Promise.promise();
    link.context().runOnContext(go -> register(link, address, via).onComplete(bound));
    return bound.future().onFailure(failure -> BoundAddresses.free(link, address));
  }

  private static Future<Binding> register(Link link, Address address, Address via) {
    return BusName.register(
            link,
            address,
            PREFIX + address.rest(),
            stranger ->
                stranger.fail(
                    Reason.PROTOCOL.code(),
                    "expected a socket that connects to %s, got a message on the event bus"
                        .formatted(address)))
        .compose(
            name ->
                publish(link, address, via)
                    .<Binding>map(publication -> new NamedBinding(link, address, name, publication))
                    .onFailure(failure -> name.remove()));
  }

  private static Future<Publication> publish(Link link, Address address, Address via) {
    return bindVia(link, via)
        .compose(
            binding ->
                published(link.vertx(), address)
                    .compose(map -> new Publication(link, binding, map).begin())
                    .onFailure(failure -> binding.close()));
  }

  private static Future<Binding> bindVia(Link link, Address via) {
    try {
      return Transports.of(via).bind(link, via);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private record NamedBinding(
      Link link, Address address, BusTransport.Registration name, Publication publication)
      implements Binding {

    @Override
    public String security() {
      return publication.binding().security();
    }

    @Override
    public Future<Void> reload() {
      return publication.binding().reload();
    }

    @Override
    public Future<Void> close() {
      BoundAddresses.free(link, address);
      return Future.join(publication.withdraw(), name.remove(), publication.binding().close())
          .mapEmpty();
    }
  }

  @Override
  public Directory directory(Link link, Address address) {
    check(address);
    return new Published(link, address);
  }

  private record Published(Link link, Address address) implements Directory {

    @Override
    public Future<Set<Address>> look() {
      Promise<Set<Address>> looked = Promise.promise();
      link.context()
          .runOnContext(
              go ->
                  published(link.vertx(), address)
                      .compose(AsyncMap::values)
                      .map(urls -> urls.stream().map(Address::parse).collect(Collectors.toSet()))
                      .onComplete(looked));
      return looked.future();
    }

    @Override
    public Duration interval() {
      return link.options().get(ClusterOptions.class).getHeartbeat();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
