package io.scapro.spi;

import io.scapro.CommonOptions;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.SpException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The endpoint that a transport works for. It accepts the pipes of the transport. */
public interface Link {

  /** {@return the Vertx of the socket} */
  Vertx vertx();

  /**
   * {@return the context to listen and connect on, with {@code runOnContext}. It belongs to the
   * socket's event loop. An undeployment does not close the servers and clients of this context:
   * the socket closes its connections itself after it has drained}
   */
  Context context();

  /**
   * {@return the host of the socket. Upcalls into a {@link Pipe} of this socket must be made inside
   * its {@link Host#execute}}
   */
  Host host();

  /** {@return the endpoint as the application sees it} */
  Endpoint endpoint();

  /** {@return the SP numbers of this socket and of its peers} */
  Identity identity();

  /** {@return the options of the endpoint} */
  EndpointOptions options();

  /** {@return the options of the socket, such as buffers and the maximum message length} */
  CommonOptions<?> socketOptions();

  /**
   * {@return the arrays for large bodies, shared by the pipes of the socket; on its event loop
   * only}
   */
  BodyPool bodies();

  /** {@return the memory for partial messages, shared by the pipes of the socket} */
  ReceiveBudget budget();

  /**
   * Reserves one handshake for a new connection to a bound address. If it returns true, {@link
   * #accepted} or {@link #rejected} must follow. May be called from any thread.
   *
   * @return false when the endpoint is closed, or has reached its limit of peers or handshakes:
   *     close the connection
   */
  boolean beginHandshake();

  /**
   * Decides about a peer before the greeting (the first bytes of the handshake), from what is known
   * at that time. It checks the limits of endpoint and protocol, and asks the application's peer
   * hook. It reserves nothing. A refused peer gets no greeting. An accepted peer gets it at once.
   * Connectors call it too. May be called from any thread, once for each draft.
   *
   * @param draft what is known of the peer
   * @return completes, on any thread, within the handshake timeout; fails with an SpException. If
   *     the hook of the application refused the peer, the cause of this exception is the failure of
   *     the hook; do not send the text of the failure to the peer. A transport that must send its
   *     greeting earlier may do so; {@link #accepted} waits for the decision
   */
  Future<Void> admit(PeerDraft draft);

  /**
   * Accepts a peer that connected to a bound address and passed the handshake. If {@link #admit}
   * was not called for this peer, this method calls it. Call {@code accepted} on the event loop of
   * the pipe. If that is not the event loop of the socket, {@link Pipe#home} must return the event
   * loop of the pipe.
   *
   * @param pipe the connection
   */
  void accepted(Pipe pipe);

  /**
   * Ends a handshake of {@link #beginHandshake} whose connection did not become a pipe. May be
   * called from any thread.
   *
   * @param cause why
   */
  void rejected(SpException cause);

  /**
   * Counts a connection that was refused before {@link #beginHandshake}, and raises its event. May
   * be called from any thread.
   *
   * @param cause why
   */
  void turnedAway(SpException cause);
}
