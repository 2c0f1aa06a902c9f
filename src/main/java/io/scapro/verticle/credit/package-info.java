/**
 * Streams with credits between two event-bus addresses: the sender sends no more messages and bytes
 * than the receiver granted, so a slow receiver slows the sender. Both ends detect a broken link,
 * and the sender then counts what was lost and finds another receiver.
 */
@NullMarked
package io.scapro.verticle.credit;

import org.jspecify.annotations.NullMarked;
