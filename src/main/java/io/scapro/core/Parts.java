package io.scapro.core;

import io.scapro.DropReason;
import io.scapro.spi.Engine;
import io.scapro.spi.Pipe;

/** What the parts of a socket know of the whole; on the loop. */
interface Parts extends Owner {

  Engine.Machine machine();

  Watchers watchers();

  /** Whether the application has not closed the socket. */
  boolean isOpen();

  /** Whether a peer may still be attached. */
  boolean takesPeers();

  /** Counts {@code count} dropped copies. */
  void drop(DropReason reason, long count);

  /** Takes over the counts of a pipe that is closed. */
  void retire(Pipe pipe);

  /** Takes the next step of a close, if it is due. */
  void drained();
}
