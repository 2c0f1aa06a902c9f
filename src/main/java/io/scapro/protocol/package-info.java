/**
 * One file per protocol: its typed socket, which is its machine. Depends on {@code io.scapro} only
 * and sees no input or output; what protocols share is a policy object ({@code LoadBalance}, {@code
 * FairQueue}, {@code Fanout}, {@code Exclusive}) or one of the two halves, {@code Inbox} and {@link
 * io.scapro.Outbox}.
 */
@NullMarked
package io.scapro.protocol;

import org.jspecify.annotations.NullMarked;
