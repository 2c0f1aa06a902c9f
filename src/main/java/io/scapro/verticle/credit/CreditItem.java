package io.scapro.verticle.credit;

import io.vertx.core.buffer.Buffer;

/**
 * One message of a stream with credit-based flow control.
 *
 * @param body the body; not to be changed any more
 * @param pipe the id of the connection that received it, or that shall send it; 0: none
 * @param peer the address of the peer that sent it, else empty
 */
public record CreditItem(Buffer body, int pipe, String peer) {}
