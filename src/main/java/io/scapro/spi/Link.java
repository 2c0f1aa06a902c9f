package io.scapro.spi;

import io.scapro.CommonOptions;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.SpException;
import io.vertx.core.Context;
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
   * A peer that connected to a bound address and passed the handshake. To be called on the pipe's
   * loop; where that is not the socket's, the pipe must name it as its {@code home}.
   */
  void accepted(Pipe pipe);

  /**
   * Asks for room for one more connection, before the handshake. Safe from any thread.
   *
   * @return false when the endpoint serves as many as it may: close the connection
   */
  boolean admit();

  /**
   * Takes back an {@link #admit} whose connection never became a pipe, with the reason. Safe from
   * any thread.
   */
  void rejected(SpException cause);
}
