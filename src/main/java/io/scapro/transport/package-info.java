/**
 * Options of transports. The transports themselves are found by URL scheme:
 *
 * <pre>
 *   bytes      tcp  tls+tcp  ipc  abstract  ws  wss
 *   messages   inproc (within one Vertx)  eventbus (across a cluster)
 *   addresses  cluster (its connections are those of another transport)
 * </pre>
 */
@NullMarked
package io.scapro.transport;

import org.jspecify.annotations.NullMarked;
