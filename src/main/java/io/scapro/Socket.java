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
 * called there. All methods may be called from any thread. An open socket is never collected as
 * garbage.
 */
public interface Socket extends Shareable {

  /** The protocol: its name and number, and those of its peers. */
  Identity identity();

  /** Tells the sockets of a process apart; a number from 1 on, never used again. */
  int id();

  /** The socket's name, or its protocol's where it was given none. */
  String name();

  /**
   * Accepts peers at {@code url}, with the endpoint options of the socket.
   *
   * @return the endpoint, with its real port; or BAD_ADDRESS, ADDRESS_IN_USE, UNSUPPORTED, CLOSED
   */
  Future<Endpoint> bind(String url);

  /** As {@link #bind(String)}, with options for this endpoint alone. */
  Future<Endpoint> bind(String url, EndpointOptions options);

  /**
   * Connects to {@code url} and connects again after each loss, until the endpoint is closed.
   * Completes as soon as the endpoint is registered; {@link Endpoint#connected} completes at the
   * first peer.
   *
   * @return the endpoint; or BAD_ADDRESS, UNSUPPORTED, CLOSED; with {@link
   *     EndpointOptions.FirstAttempt#FAIL} also why the first attempt failed
   */
  Future<Endpoint> connect(String url);

  /** As {@link #connect(String)}, with options for this endpoint alone. */
  Future<Endpoint> connect(String url, EndpointOptions options);

  /**
   * Ends the connection to {@code peer} after what was accepted for it is sent, or the linger time
   * is over. An endpoint that connects connects again. Completes when the connection has ended, at
   * once when it has ended before.
   */
  Future<Void> disconnect(Peer peer);

  /**
   * Closes the socket. Calls that wait for a peer's answer fail with CLOSED; what was accepted for
   * sending is still sent while the linger time lasts; then connections and addresses are closed.
   * Idempotent; every call gets the same result.
   */
  Future<Void> close();

  /** Completes when the socket is closed, also when its context closed it. */
  Future<Void> closed();

  /** Calls {@code handler} for everything that happens besides messages; null: no handler. */
  Socket eventHandler(@Nullable Handler<SocketEvent> handler);

  /** {@code hook} decides which peers are accepted; null: all. */
  Socket peerHook(@Nullable PeerHook hook);

  /** What was counted until now. */
  Future<SocketStatistics> statistics();

  /**
   * Whether the socket is ready now; see {@link Probe}.
   *
   * @return or CLOSED; UNSUPPORTED for a socket that does not send, or receive, by itself
   */
  Future<Boolean> isReady(Readiness readiness);

  /**
   * Registers a callback for readiness changes. It is called on the socket's event loop and must be
   * quick.
   *
   * @return removes the callback
   */
  Runnable onReadinessChange(Runnable changed);

  /**
   * Counts a message that was dropped between the application and this socket, such as by a
   * verticle.
   */
  void countDropped(DropReason reason);
}
