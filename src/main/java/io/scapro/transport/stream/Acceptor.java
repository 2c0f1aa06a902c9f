package io.scapro.transport.stream;

import io.netty.channel.EventLoop;
import io.scapro.spi.Link;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens and shuts down servers so that no connection arrives while no server can accept it.
 *
 * <p>When a Vert.x server shuts down, it releases its event loop first. Its port is closed later,
 * on the context of the server that bound it. If a connection arrives in between, Netty logs a
 * stack trace. So temporary servers on the accepting thread bind and close the port: there, the two
 * steps of a shutdown happen in one turn. Safe from any thread.
 */
public final class Acceptor implements Shareable {

  private static final String MAP = "io.scapro.acceptor";
  private static final String KEY = "acceptor";

  private final ContextInternal context;

  /** The address of each server. Used on the context only. */
  private final Map<NetServer, SocketAddress> servers = new HashMap<>();

  private Acceptor(VertxInternal vertx) {
    this.context =
        vertx
            .contextBuilder()
            .withThreadingModel(ThreadingModel.EVENT_LOOP)
            .withEventLoop(vertx.acceptorEventLoopGroup().next())
            .withCloseFuture(new CloseFuture()) // sockets drain after an undeployment
            .build();
  }

  private static Acceptor of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, Acceptor>getLocalMap(MAP)
        .computeIfAbsent(KEY, first -> new Acceptor((VertxInternal) vertx));
  }

  /**
   * Listens at {@code at}, on the context of {@code link}.
   *
   * @param connected called on that context, in the turn in which a connection appears
   */
  public static Future<NetServer> listen(
      Link link, NetServerOptions options, SocketAddress at, Handler<NetSocket> connected) {
    ErrorPath.load();
    Promise<NetServer> listening = Promise.promise();
    try {
      of(link.vertx()).inTurn(acceptor -> acceptor.listen(link, options, at, connected, listening));
    } catch (RejectedExecutionException e) { // Vert.x was closed
      listening.fail(e);
    }
    return listening.future();
  }

  private void listen(
      Link link,
      NetServerOptions options,
      SocketAddress at,
      Handler<NetSocket> connected,
      Promise<NetServer> listening) {
    try {
      NetServer opens = isShareable(at) ? momentary(link, options, at) : null;
      ((ContextInternal) link.context())
          .dispatch(() -> listenThere(link, options, at, connected, listening));
      if (opens != null) {
        opens.close();
      }
    } catch (RuntimeException e) {
      listening.tryFail(e);
    }
  }

  private void listenThere(
      Link link,
      NetServerOptions options,
      SocketAddress at,
      Handler<NetSocket> connected,
      Promise<NetServer> listening) {
    NetServer server = link.vertx().createNetServer(options).connectHandler(connected);
    servers.put(server, at);
    try {
      server
          .listen(at)
          .onFailure(failure -> inTurn(acceptor -> servers.remove(server)))
          .onComplete(listening);
    } catch (RuntimeException e) {
      servers.remove(server);
      listening.tryFail(e);
    }
  }

  /** Whether several Vert.x servers can listen at {@code at} together. */
  private static boolean isShareable(SocketAddress at) {
    return at.port() != 0 || at.isDomainSocket();
  }

  /** A temporary server on this context; it gets no connection before the turn ends. */
  private static NetServer momentary(Link link, NetServerOptions options, SocketAddress at) {
    NetServer server = link.vertx().createNetServer(options).connectHandler(NetSocket::close);
    server.listen(at);
    return server;
  }

  /**
   * Stops accepting; closes {@code server} when its connections are closed, or after {@code grace}.
   */
  public static Future<Void> shutdown(Link link, NetServer server, Duration grace) {
    Promise<Void> done = Promise.promise();
    try {
      of(link.vertx()).inTurn(acceptor -> acceptor.shutdown(link, server, grace, done));
    } catch (RejectedExecutionException e) { // Vert.x was closed, and its servers with it
      done.complete();
    }
    return done.future();
  }

  private void shutdown(Link link, NetServer server, Duration grace, Promise<Void> done) {
    SocketAddress at = servers.remove(server);
    boolean isLast = at != null && isShareable(at) && !servers.containsValue(at);
    NetServer closes = isLast ? momentary(link, new NetServerOptions(), at) : null;
    Promise<Void> portClosed = Promise.promise();
    try {
      link.context()
          .runOnContext(
              go -> {
                Future.join(server.shutdown(grace), portClosed.future())
                    .<Void>mapEmpty()
                    .onComplete(done);
                closePort(closes, portClosed);
              });
    } catch (RejectedExecutionException e) { // Vert.x is being closed
      closePort(closes, done);
    }
  }

  private void closePort(@Nullable NetServer server, Promise<Void> closed) {
    if (server == null) {
      closed.complete();
    } else {
      inTurn(acceptor -> server.close().onComplete(closed));
    }
  }

  /**
   * Completes when the operating system has released the addresses of the servers that were closed
   * before. Java's selectors release them in the next selection, which is before the next timer.
   */
  public static Future<Void> released(Link link) {
    Promise<Void> released = Promise.promise();
    EventLoop acceptor = ((VertxInternal) link.vertx()).acceptorEventLoopGroup().next();
    acceptor.execute(() -> acceptor.schedule(() -> released.complete(), 0, TimeUnit.NANOSECONDS));
    return released.future();
  }

  private void inTurn(Consumer<Acceptor> task) {
    context.runOnContext(go -> task.accept(this));
  }
}
