/**
 * Byte streams: pipe, framing, batches, listeners and connectors. The transports tcp, tls+tcp, ipc
 * and WebSocket are built on it. Not exported.
 */
@NullMarked
package io.scapro.transport.stream;

import org.jspecify.annotations.NullMarked;
