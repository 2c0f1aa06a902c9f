package io.scapro.core;

import io.scapro.DropReason;
import io.scapro.spi.Engine;
import io.scapro.spi.Pipe;

/** The socket from the view of its parts; on the event loop. */
interface Parts extends Owner {

  Engine.Machine machine();

  Watchers watchers();

  /** Whether the application has not yet closed the socket. */
  boolean isOpen();

  /** Whether a peer may still be attached. */
  boolean takesPeers();

  /** Counts {@code count} dropped copies. */
  void drop(DropReason reason, long count);

  /** Adds the counts of a closed pipe. */
  void retire(Pipe pipe);

  /** Takes the next step of a close, if it is due. */
  void drained();
}
