package io.scapro.spi;

import io.scapro.CommonOptions;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.SpException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The endpoint that a transport works for, and where it hands over pipes. */
public interface Link {

  /** {@return the Vertx of the socket} */
  Vertx vertx();

  /**
   * {@return the context to listen and connect on, with {@code runOnContext}. It is on the socket's
   * event loop, and an undeployment closes nothing on it: the socket does that when it has drained}
   */
  Context context();

  /**
   * {@return the host of the socket; upcalls into a {@link Pipe} of this socket are made inside its
   * {@link Host#execute}}
   */
  Host host();

  /** {@return the endpoint as the application sees it} */
  Endpoint endpoint();

  /** {@return the own SP number, and the one that the peer must have} */
  Identity identity();

  /** {@return the options of the endpoint} */
  EndpointOptions options();

  /** {@return the options of the socket: buffers, and the longest message} */
  CommonOptions<?> socketOptions();

  /** {@return arrays for large bodies, shared by the pipes of the socket; on its loop only} */
  BodyPool bodies();

  /** {@return memory for partial messages, shared by the pipes of the socket} */
  ReceiveBudget budget();

  /**
   * Asks for room for one more handshake: a connection appeared at a bound address. {@link
   * #accepted} or {@link #rejected} must follow if there is room. May be called from any thread.
   *
   * @return false when the endpoint has as many peers or handshakes as it may: close the connection
   */
  boolean beginHandshake();

  /**
   * Decides about a peer before it is greeted, from what is known without its greeting: whether
   * endpoint and protocol have room for it, and the answer of the application's peer hook. It
   * reserves no place. A peer that is refused gets no greeting; one that is admitted gets it at
   * once. Connectors ask too. Any thread, once for each draft.
   *
   * @param draft what is known of the peer
   * @return completes, on any thread, within the time for handshakes; fails with an SpException,
   *     whose cause is the application's own failure where its hook refused: its text is not for
   *     the peer. A transport that has to greet earlier may do so; {@link #accepted} waits for the
   *     decision
   */
  Future<Void> admit(PeerDraft draft);

  /**
   * Hands over a peer that connected to a bound address and passed the handshake; the one that
   * {@link #admit} decided about, or is asked about now. Call it on the pipe's loop; where that is
   * not the socket's, {@link Pipe#home} must return it.
   *
   * @param pipe the connection
   */
  void accepted(Pipe pipe);

  /**
   * Ends a handshake of {@link #beginHandshake} whose connection did not become a pipe. May be called from any thread.
   *
   * @param cause why
   */
  void rejected(SpException cause);

  /**
   * Counts and tells a connection that was refused before it took a place of {@link
   * #beginHandshake}. May be called from any thread.
   *
   * @param cause why
   */
  void turnedAway(SpException cause);
}
