/**
 * Policies that protocols share: which peer gets a message ({@code LoadBalance}, {@code Fanout},
 * {@code Exclusive}, {@code Addressed}), the queues for peers ({@code Outbox}, {@code SendQueue})
 * and for the application ({@code Inbox}, {@code FairQueue}, {@code DroppingQueue}, {@code
 * Delivery}), and the SP headers. Not exported.
 */
@NullMarked
package io.scapro.policy;

import org.jspecify.annotations.NullMarked;
