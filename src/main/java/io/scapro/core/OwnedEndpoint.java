package io.scapro.core;

import io.scapro.Endpoint;
import io.scapro.EndpointStatistics;
import io.scapro.SpException;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;

/** An endpoint as its socket knows it; on the loop. */
interface OwnedEndpoint extends Endpoint {

  /** Counts a peer that was refused, and raises the event. */
  void refused(SpException cause);

  /** A pipe of this endpoint is closed. */
  void detached(Pipe pipe, SpException cause);

  /** Gives up the address; its pipes stay. Idempotent. */
  Future<Void> release();

  EndpointStatistics statistics();

  /** Whether {@code owner} is the {@code Owner} it was made for. */
  boolean belongsTo(Object owner);
}
