package io.scapro.transport;

import io.scapro.Failures;
import io.scapro.Host;
import io.scapro.Link;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A port where sockets of one Vertx listen side by side, each at its path. Its connections live on
 * the loop of the socket that came first; safe from any thread.
 */
final class WebSocketListener implements WebSocketServerHandler.Sockets {

  private final Link first;
  private final int most;
  private final Map<String, List<Link>> byPath = new ConcurrentHashMap<>();
  private final AtomicInteger handshakes = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();
  private final @Nullable Tls tls;
  private @Nullable NetServer server;

  /**
   * @param tls protects all its connections; null: none
   */
  WebSocketListener(Link first, @Nullable Tls tls) {
    this.first = first;
    this.tls = tls;
    this.most = first.options().maxPipes();
  }

  /** Listens. To be called on the context of the link that came first. */
  Future<Integer> listen(WebSocketAddress address) {
    ErrorPath.load();
    Vertx vertx = first.vertx();
    Host host = Host.of(vertx);
    NetServerOptions options = TcpListener.options(first);
    if (tls != null) {
      options.setSslEngineOptions(tls.engine());
    }
    NetServer listening = vertx.createNetServer(options);
    listening.connectHandler(socket -> accept(socket, host));
    server = listening;
    try {
      return listening.listen(TcpListener.socketAddress(address.at())).map(NetServer::actualPort);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * Enters {@code link} at {@code path}.
   *
   * @throws SpException ADDRESS_IN_USE
   */
  void enter(String path, Link link) {
    byPath.merge(path, List.of(link), (there, more) -> shared(path, there, link));
  }

  private static List<Link> shared(String path, List<Link> there, Link link) {
    Link one = there.get(0);
    if (!one.options().shared()
        || !link.options().shared()
        || !one.identity().equals(link.identity())) {
      throw new SpException(
          Reason.ADDRESS_IN_USE, "expected a free path, got " + path + " where a socket is bound");
    }
    List<Link> all = new ArrayList<>(there);
    all.add(link);
    return List.copyOf(all);
  }

  /** Takes {@code link} out. Returns whether nobody is left. */
  boolean leave(String path, Link link) {
    byPath.computeIfPresent(
        path,
        (same, there) -> {
          List<Link> rest = there.stream().filter(each -> each != link).toList();
          return rest.isEmpty() ? null : rest;
        });
    return byPath.isEmpty();
  }

  Future<Void> close() {
    if (tls != null) {
      tls.close();
    }
    return server == null
        ? Future.succeededFuture()
        : server
            .shutdown(StreamHandler.grace(first))
            .compose(closed -> StreamHandler.released(first));
  }

  private void accept(NetSocket socket, Host host) {
    if (handshakes.incrementAndGet() > most) {
      over();
      failed(null, new SpException(Reason.LIMIT, "expected fewer handshakes at a time"));
      socket.close();
    } else if (tls == null) {
      WebSocketServerHandler.open(socket, host, first.options().handshakeTimeout(), this);
    } else {
      tls.protect(socket, host, "", first.options().handshakeTimeout())
          .onComplete(
              left -> WebSocketServerHandler.open(socket, host, left, this),
              failure -> {
                over();
                failed(null, Failures.of(failure, "handshake with " + socket.remoteAddress()));
              });
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
    List<Link> links = byPath.get(path);
    return links == null ? null : links.get(Math.floorMod(turn.getAndIncrement(), links.size()));
  }

  @Override
  public void over() {
    handshakes.decrementAndGet();
  }

  @Override
  public void joined(Link link, Pipe pipe) {
    link.accepted(pipe);
  }

  @Override
  public void failed(@Nullable Link link, SpException cause) {
    Link blamed = link == null ? first : link;
    if (blamed.admit()) {
      blamed.rejected(cause);
    }
  }
}
