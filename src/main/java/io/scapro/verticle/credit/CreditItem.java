package io.scapro.verticle.credit;

import io.vertx.core.buffer.Buffer;

/**
 * One message of a stream with credits.
 *
 * @param body what the peer sent, or shall get; not to be changed any more
 * @param pipe the id of the connection it came by, or is for; 0: none in particular
 * @param peer the address of the peer it came from, else empty
 */
public record CreditItem(Buffer body, int pipe, String peer) {}
