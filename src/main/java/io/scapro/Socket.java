package io.scapro;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.shareddata.Shareable;
import org.jspecify.annotations.Nullable;

/**
 * A socket of one protocol: it binds and connects to any number of addresses, and exchanges
 * messages with the peers there as its protocol says.
 *
 * <p>A socket belongs to the Vert.x context that created it, and closes with it: handlers are
 * called there. All methods may be called from any thread; a future completes on the context of its
 * caller. An open socket is never collected as garbage.
 */
public interface Socket extends Shareable {

  /** {@return the protocol: its name and number, and those of its peers} */
  Identity identity();

  /**
   * {@return a number from 1 on that identifies the socket in this process; it is never used again}
   */
  int id();

  /** {@return the name from the options, or the name of the protocol when there is none} */
  String name();

  /**
   * Accepts peers at {@code url}, with the endpoint options of the socket.
   *
   * @param url such as {@code tcp://127.0.0.1:5555}; port 0: any free port
   * @return the endpoint, with its real port; fails with BAD_ADDRESS, ADDRESS_IN_USE, UNSUPPORTED
   *     for an unknown scheme, LIMIT, FAILED for files that cannot be used, or CLOSED
   */
  Future<Endpoint> bind(String url);

  /**
   * Accepts peers at {@code url}, with options for this endpoint alone.
   *
   * @param url as for {@link #bind(String)}
   * @param options are copied
   * @return as {@link #bind(String)}
   */
  Future<Endpoint> bind(String url, EndpointOptions options);

  /**
   * Connects to {@code url} and connects again after each loss, until the endpoint is closed.
   * Completes as soon as the endpoint is registered; {@link Endpoint#connected} completes at the
   * first peer.
   *
   * @param url such as {@code tcp://localhost:5555}
   * @return the endpoint; fails with BAD_ADDRESS, UNSUPPORTED for an unknown scheme, or CLOSED;
   *     with {@link EndpointOptions.FirstAttempt#FAIL} also with the reason why the first attempt
   *     failed
   */
  Future<Endpoint> connect(String url);

  /**
   * Connects to {@code url}, with options for this endpoint alone.
   *
   * @param url as for {@link #connect(String)}
   * @param options are copied
   * @return as {@link #connect(String)}
   */
  Future<Endpoint> connect(String url, EndpointOptions options);

  /**
   * Closes the connection to {@code peer} gracefully: what was accepted for it is sent, or the
   * linger time passes. An endpoint that connects will connect again.
   *
   * @param peer a peer of this socket
   * @return completes when the connection has ended; at once when it had ended before
   */
  Future<Void> disconnect(Peer peer);

  /**
   * Closes the socket. Calls that wait for an answer of a peer fail with CLOSED. What was accepted
   * for sending is sent while the linger time lasts; then connections and addresses are closed.
   * Idempotent.
   *
   * @return completes when the socket is closed; the same result for every call
   */
  Future<Void> close();

  /**
   * {@return a future that completes when the socket is closed, also when its context closed it}
   */
  Future<Void> closed();

  /**
   * Sets the handler for everything except messages that happens to the socket. It is called on the
   * context of the socket.
   *
   * @param handler null: no handler
   * @return this
   */
  Socket eventHandler(@Nullable Handler<SocketEvent> handler);

  /**
   * Sets the hook that decides which peers are accepted.
   *
   * @param hook null: all peers are accepted
   * @return this
   */
  Socket peerHook(@Nullable PeerHook hook);

  /** {@return what was counted until now; also after the socket was closed} */
  Future<SocketStatistics> statistics();

  /**
   * {@return whether the socket is ready now; see {@link Probe}. Fails with CLOSED, or UNSUPPORTED
   * for a socket that does not send, or does not receive}
   *
   * @param readiness what to ask
   */
  Future<Boolean> isReady(Readiness readiness);

  /**
   * Registers a callback for readiness changes. It is called on the socket's event loop and must be
   * quick.
   *
   * @param changed the callback; it can be called without a change
   * @return removes the callback
   */
  Runnable onReadinessChange(Runnable changed);

  /**
   * Counts a message that was dropped between the application and this socket, such as by a
   * verticle. It raises an event as other drops do.
   *
   * @param reason a reason of the handover
   */
  void countDropped(DropReason reason);
}
