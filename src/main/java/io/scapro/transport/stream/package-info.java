/**
 * Byte streams: one pipe, its framing, batches, listeners and connectors, and the transport {@code
 * tcp} on top. TLS, ipc and WebSocket build on it. Not exported.
 */
@NullMarked
package io.scapro.transport.stream;

import org.jspecify.annotations.NullMarked;
