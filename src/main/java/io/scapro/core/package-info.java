/**
 * The engine of every socket: its lifecycle, endpoints, peers, counters and events, the host on
 * Vert.x, and the handover between event loops. Not exported; found through {@code io.scapro.spi}.
 */
@NullMarked
package io.scapro.core;

import org.jspecify.annotations.NullMarked;
