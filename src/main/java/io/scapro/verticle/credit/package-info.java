/**
 * Streams with credit-based flow control between two event-bus addresses: the sender sends no more
 * messages and bytes than the receiver granted, so a slow receiver slows the sender. Both ends
 * detect a broken link; the sender then counts the lost messages and finds another receiver.
 */
@NullMarked
package io.scapro.verticle.credit;

import org.jspecify.annotations.NullMarked;
