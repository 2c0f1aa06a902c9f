package io.scapro.transport.websocket;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.BoundAddresses;
import io.scapro.spi.Engines;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.HostPort;
import io.scapro.spi.Link;
import io.scapro.transport.stream.Acceptor;
import io.scapro.transport.stream.StreamHandler;
import io.scapro.transport.stream.TcpListener;
import io.scapro.transport.tls.Tls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A port at which sockets of one Vertx listen, each at its path. Its connections run on the event
 * loop of the first socket. Sockets that share a path also accept on their own event loops. Safe
 * from any thread.
 */
final class WebSocketListener implements WebSocketServerHandler.Sockets {

  private final Link first;
  private final int most;
  private final Map<String, List<Link>> byPath = new ConcurrentHashMap<>();
  private final AtomicInteger handshakes = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();
  private final @Nullable Tls tls;
  private final Map<Link, NetServer> more = new ConcurrentHashMap<>();
  private final Set<Future<Void>> closing = ConcurrentHashMap.newKeySet();
  private @Nullable SocketAddress listening;
  private volatile @Nullable NetServer server;
  private volatile boolean abandoned; // its last socket was removed

  /**
   * @param tls protects all its connections; null: none
   */
  WebSocketListener(Link first, @Nullable Tls tls) {
    this.first = first;
    this.tls = tls;
    this.most = first.options().getMaxHandshakes();
  }

  /** Listens. To be called on the context of the first link. */
  Future<Integer> listen(HostPort at) {
    SocketAddress chosen = BoundAddresses.listening(first, at, TcpListener.claimed(at));
    listening = chosen;
    return listen(first, chosen)
        .map(
            main -> {
              server = main;
              return main.actualPort();
            });
  }

  /** The address that {@link #listen} chose. */
  SocketAddress listening() {
    return Objects.requireNonNull(listening, "listening");
  }

  /**
   * Lets {@code link}, which was added, accept connections on its own event loop if it is {@code
   * shared}.
   */
  Future<Void> spread(Link link) {
    if (link == first || !link.options().isShared() || !first.options().isShared()) {
      return Future.succeededFuture();
    }
    return listen(link, listening())
        .map(
            another -> {
              more.put(link, another);
              return null;
            });
  }

  private Future<NetServer> listen(Link link, SocketAddress at) {
    return Acceptor.listen(link, TcpListener.options(first), at, new Entrance());
  }

  /** Accepts the connections of one server, on its event loop. */
  private final class Entrance implements Handler<NetSocket> {
    private @Nullable Host host;

    @Override
    public void handle(NetSocket socket) {
      Host here = host == null ? Engines.host(first.vertx()) : host;
      host = here;
      accept(socket, here);
    }
  }

  /**
   * Adds {@code link} at {@code path}.
   *
   * @throws SpException ADDRESS_IN_USE
   */
  synchronized void add(String path, Link link) {
    if (abandoned) {
      throw new SpException(
          Reason.ADDRESS_IN_USE,
          "expected a free port, got that of %s, which is closing; do: wait until its close() completes"
              .formatted(first.endpoint().address()));
    }
    byPath.merge(path, List.of(link), (there, more) -> shared(path, there, link));
  }

  private static List<Link> shared(String path, List<Link> there, Link link) {
    Link one = there.get(0);
    if (!one.options().isShared()
        || !link.options().isShared()
        || !one.identity().equals(link.identity())) {
      throw new SpException(
          Reason.ADDRESS_IN_USE,
          "expected a free path, got %s: a socket is bound to it; do: choose another path, or set shared on both endpoints (same protocol only)"
              .formatted(path));
    }
    List<Link> all = new ArrayList<>(there);
    all.add(link);
    return List.copyOf(all);
  }

  /** Removes {@code link}. Returns whether it was the last one. */
  synchronized boolean remove(String path, Link link) {
    NetServer own = more.remove(link);
    if (own != null) {
      Future<Void> closed = Acceptor.shutdown(link, own, StreamHandler.grace(link));
      closing.add(closed);
      closed.onComplete(done -> closing.remove(closed));
    }
    byPath.computeIfPresent(
        path,
        (same, there) -> {
          List<Link> rest = there.stream().filter(each -> each != link).toList();
          return rest.isEmpty() ? null : rest;
        });
    abandoned = byPath.isEmpty();
    return abandoned;
  }

  Future<Void> close() {
    if (tls != null) {
      tls.close();
    }
    NetServer main = server;
    if (main == null) {
      return Future.succeededFuture();
    }
    return Future.join(List.copyOf(closing)) // the last one closes the port
        .transform(closed -> Acceptor.shutdown(first, main, StreamHandler.grace(first)))
        .compose(closed -> Acceptor.released(first));
  }

  private void accept(NetSocket socket, Host host) {
    if (handshakes.incrementAndGet() > most) {
      rejected(
          null,
          new SpException(
              Reason.LIMIT,
              "expected at most %d handshakes at a time at %s, got one more; do: raise maxHandshakes"
                  .formatted(most, first.endpoint().address())));
      socket.close();
    } else if (tls == null) {
      WebSocketServerHandler.open(socket, host, first.options().getHandshakeTimeout(), this);
    } else {
      tls.protect(socket, host, first.options().getHandshakeTimeout())
          .onComplete(
              remaining -> WebSocketServerHandler.open(socket, host, remaining, this),
              failure ->
                  rejected(null, Failures.of(failure, "handshake with " + socket.remoteAddress())));
    }
  }

  String security() {
    return tls == null ? "" : tls.description();
  }

  Future<Void> reload() {
    return tls == null ? Future.succeededFuture() : tls.reload();
  }

  @Override
  public @Nullable Link at(String path) {
    List<Link> links = byPath.getOrDefault(path, List.of());
    int start = turn.getAndIncrement();
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(Math.floorMod(start + i, links.size()));
      if (link.host().inLoop()) {
        return link; // of this event loop: no hand-over
      }
    }
    return links.isEmpty() ? null : links.get(Math.floorMod(start, links.size()));
  }

  @Override
  public String host() {
    return listening().host();
  }

  @Override
  public void handedOver() {
    handshakes.decrementAndGet();
  }

  @Override
  public void rejected(@Nullable Link link, SpException cause) {
    handshakes.decrementAndGet();
    SpException told =
        abandoned ? new SpException(Reason.CLOSED, "the listener is closing") : cause;
    (link == null ? first : link).turnedAway(told);
  }
}
