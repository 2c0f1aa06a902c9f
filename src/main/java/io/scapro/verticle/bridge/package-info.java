/**
 * Forwards messages between a socket and event-bus addresses, one {@link
 * io.scapro.verticle.bridge.Bridge} for each direction. What a bridge drops is counted by its
 * socket.
 */
@NullMarked
package io.scapro.verticle.bridge;

import org.jspecify.annotations.NullMarked;
