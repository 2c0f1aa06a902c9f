/**
 * {@code ws}, {@code wss} and {@code mounted}: the HTTP upgrade and the frames of WebSocket. Not
 * exported.
 */
@NullMarked
package io.scapro.transport.websocket;

import org.jspecify.annotations.NullMarked;
