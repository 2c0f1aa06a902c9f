package io.scapro.spi;

import io.scapro.CommonOptions;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.SpException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What a transport is told about the endpoint it works for, and where it hands over pipes. */
public interface Link {

  Vertx vertx();

  /**
   * The context to listen and connect on, with {@code runOnContext}. It is on the socket's event
   * loop, and nothing on it is closed by an undeployment: the socket closes it when it has drained.
   */
  Context context();

  /** Upcalls into a {@link Pipe} of this socket are made inside its {@link Host#execute}. */
  Host host();

  /** The endpoint as the application sees it. */
  Endpoint endpoint();

  /** Own SP number, and which one the peer must have. */
  Identity identity();

  EndpointOptions options();

  /** Limits of the socket: buffers and the longest message. */
  CommonOptions<?> socketOptions();

  /** Arrays for large bodies, shared by the pipes of the socket; for its loop only. */
  BodyPool bodies();

  /** Memory for what has arrived in part, shared by the pipes of the socket. */
  ReceiveBudget budget();

  /**
   * A connection appeared at a bound address: asks for room for one more handshake. {@link
   * #accepted} or {@link #rejected} follows. Safe from any thread.
   *
   * @return false when the endpoint has as many peers or handshakes as it may: close the connection
   */
  boolean beginHandshake();

  /**
   * Decides about a peer before it is greeted, from what is known without its greeting: whether the
   * endpoint and the protocol have room for it, and the answer of the application's hook. It holds
   * no place by that. A peer that is refused gets no greeting; one that is admitted gets it at
   * once. Asked by connectors too. Safe from any thread, once for each draft.
   *
   * @return completes, on any thread, within the time for handshakes; fails with an SpException,
   *     whose cause is the application's own failure where its hook refused: its text is not for
   *     the peer. A transport that has to greet earlier may do so; {@link #accepted} waits for the
   *     decision.
   */
  Future<Void> admit(PeerDraft draft);

  /**
   * A peer that connected to a bound address and passed the handshake; the one that {@link #admit}
   * decided about, or is asked about now. To be called on the pipe's loop; where that is not the
   * socket's, the pipe must name it as its {@code home}.
   */
  void accepted(Pipe pipe);

  /**
   * Ends a handshake of {@link #beginHandshake} whose connection never became a pipe, with the
   * reason. Safe from any thread.
   */
  void rejected(SpException cause);
}
