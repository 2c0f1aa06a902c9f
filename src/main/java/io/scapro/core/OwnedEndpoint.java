package io.scapro.core;

import io.scapro.Endpoint;
import io.scapro.EndpointStatistics;
import io.scapro.SpException;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;

/** An endpoint from the view of its socket; on the event loop. */
interface OwnedEndpoint extends Endpoint {

  /** Counts a peer that was refused, and raises the event. */
  void refused(SpException cause);

  /** A pipe of this endpoint is closed. */
  void detached(Pipe pipe, SpException cause);

  /** Releases the address; pipes stay open. Idempotent. */
  Future<Void> release();

  EndpointStatistics statistics();

  /** Whether {@code owner} is the {@code Owner} of this endpoint. */
  boolean belongsTo(Object owner);
}
