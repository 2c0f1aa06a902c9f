package io.scapro;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.shareddata.Shareable;
import org.jspecify.annotations.Nullable;

/**
 * A socket of one protocol. It binds and connects to any number of addresses, and exchanges
 * messages with its peers by the rules of the protocol.
 *
 * <p>A socket belongs to the Vert.x context that created it. Handlers are called on that context.
 * When the verticle of that context is undeployed, or the Vertx is closed, the socket is closed
 * too. All methods may be called from any thread. A future completes on the context of its caller.
 * An open socket is never garbage-collected.
 */
public interface Socket extends Shareable {

  /** {@return the protocol: its name and number, and those of its peers} */
  Identity identity();

  /** {@return the number of the socket in this process, from 1; it is never reused} */
  int id();

  /** {@return the name from the options, or the name of the protocol when there is none} */
  String name();

  /**
   * Accepts peers at {@code url}, with the endpoint options of the socket.
   *
   * @param url such as {@code tcp://127.0.0.1:5555}; port 0: any free port
   * @return the endpoint; its address has the port that the system chose; fails with BAD_ADDRESS,
   *     ADDRESS_IN_USE, UNSUPPORTED for an unknown scheme, LIMIT, FAILED for files that cannot be
   *     used, or CLOSED
   */
  Future<Endpoint> bind(String url);

  /**
   * Accepts peers at {@code url}, with options for this endpoint only.
   *
   * @param url as for {@link #bind(String)}
   * @param options the options; the endpoint uses a copy
   * @return as {@link #bind(String)}
   */
  Future<Endpoint> bind(String url, EndpointOptions options);

  /**
   * Connects to {@code url}, and reconnects after each loss until the endpoint is closed. Completes
   * as soon as the endpoint is registered, or, with {@link EndpointOptions.FirstAttempt#FAIL}, when
   * the first attempt has succeeded. {@link Endpoint#connected} completes when the first peer is
   * connected.
   *
   * @param url such as {@code tcp://localhost:5555}
   * @return the endpoint; fails with BAD_ADDRESS, UNSUPPORTED for an unknown scheme, or CLOSED;
   *     with {@link EndpointOptions.FirstAttempt#FAIL} also with the reason of the failed first
   *     attempt
   */
  Future<Endpoint> connect(String url);

  /**
   * Connects to {@code url}, with options for this endpoint only.
   *
   * @param url as for {@link #connect(String)}
   * @param options the options; the endpoint uses a copy
   * @return as {@link #connect(String)}
   */
  Future<Endpoint> connect(String url, EndpointOptions options);

  /**
   * Closes the connection to {@code peer} gracefully: the socket first sends the messages accepted
   * for the peer, for at most the linger time. An endpoint that connects will reconnect.
   *
   * @param peer a peer of this socket
   * @return completes when the connection has ended; at once if it ended before
   */
  Future<Void> disconnect(Peer peer);

  /**
   * Closes the socket. Calls that wait for a peer's answer fail with CLOSED. Messages accepted for
   * sending are sent, for at most the linger time. Then connections and addresses are closed.
   * Idempotent.
   *
   * @return completes when the socket is closed; the same result for every call
   */
  Future<Void> close();

  /** {@return a future that completes when the socket is closed, also if its context closed it} */
  Future<Void> closed();

  /**
   * Sets the handler of events. It is called on the context of the socket. Messages are not events.
   *
   * @param handler null: no handler
   * @return this
   */
  Socket eventHandler(@Nullable Handler<SocketEvent> handler);

  /**
   * Sets the hook that accepts or refuses peers.
   *
   * @param hook null: all peers are accepted
   * @return this
   */
  Socket peerHook(@Nullable PeerHook hook);

  /** {@return the counters of the socket; available also after it was closed} */
  Future<SocketStatistics> statistics();

  /**
   * {@return whether the socket is ready now; see {@link Probe}. Fails with CLOSED, or with
   * UNSUPPORTED if the socket can never be in that state: it does not send (SENDABLE), or does not
   * receive (RECEIVABLE)}
   *
   * @param readiness the state to ask for
   */
  Future<Boolean> isReady(Readiness readiness);

  /**
   * Registers a callback for readiness changes. It is called on the socket's event loop and must be
   * quick.
   *
   * @param changed the callback; it may be called without a change
   * @return a function that removes the callback
   */
  Runnable onReadinessChange(Runnable changed);

  /**
   * Counts a message that was dropped between the application and this socket, for example by a
   * verticle. It raises the event DROPPED, as other drops do.
   *
   * @param reason a reason for messages between the application and the socket, such as
   *     BUS_OVERFLOW
   */
  void countDropped(DropReason reason);
}
