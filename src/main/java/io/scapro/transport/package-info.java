/**
 * Adapters from Vert.x to pipes, one class per transport, found by URL scheme. They know no
 * protocol.
 *
 * <pre>
 *   bytes      StreamPipe + Framing      tcp  tls+tcp  ipc  abstract  ws  wss
 *   messages   BusPipe + BusWire         inproc (within one Vertx)  eventbus (across a cluster)
 *   addresses  a directory               cluster (the pipes are those of another transport)
 * </pre>
 */
@NullMarked
package io.scapro.transport;

import org.jspecify.annotations.NullMarked;
