package io.scapro.transport.websocket;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Link;
import io.scapro.spi.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code mounted://name}: bound endpoints without a port of their own. Their peers are WebSockets
 * that an HTTP server of the application has upgraded; see {@link MountedUpgrade}. Names are unique
 * within a Vertx.
 */
public final class MountedTransport implements Transport {

  public static final String SCHEME = "mounted";

  private record Place(Vertx vertx, String name) {}

  private static final Map<Place, Link> LINKS = new ConcurrentHashMap<>();
  private static final Map<Place, Mount> MOUNTS = new ConcurrentHashMap<>();

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  /** The link of the endpoint bound to {@code mounted://name}; null if there is none. */
  static @Nullable Link at(Vertx vertx, String name) {
    return LINKS.get(new Place(vertx, name));
  }

  /** Sets the address of the endpoint bound to {@code mounted://name} to that of its route. */
  static void route(Vertx vertx, String name, String path) {
    Mount mount = MOUNTS.get(new Place(vertx, name));
    if (mount != null) {
      mount.address = new Address(SCHEME, path);
    }
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    Place place = new Place(link.vertx(), address.rest());
    if (LINKS.putIfAbsent(place, link) != null) {
      throw new SpException(
          Reason.ADDRESS_IN_USE,
          "expected a free name, got %s: a socket is bound to it; do: choose another name, or close the other endpoint"
              .formatted(address));
    }
    Mount mount = new Mount(address, place);
    MOUNTS.put(place, mount);
    return Future.succeededFuture(mount);
  }

  @Override
  public Connector connector(Link link, Address address) {
    throw new SpException(
        Reason.UNSUPPORTED, "expected the ws:// or wss:// URL of the server, got " + address);
  }

  private static final class Mount implements Binding {
    private final Place place;
    private volatile Address address;

    Mount(Address address, Place place) {
      this.address = address;
      this.place = place;
    }

    @Override
    public Address address() {
      return address;
    }

    @Override
    public Future<Void> close() {
      LINKS.remove(place);
      MOUNTS.remove(place);
      return Future.succeededFuture();
    }
  }
}
