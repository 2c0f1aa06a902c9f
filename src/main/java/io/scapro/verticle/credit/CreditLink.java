package io.scapro.verticle.credit;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;

/**
 * The messages and time limits of a stream with credit-based flow control between two ends on the
 * event bus.
 *
 * <pre>
 *   sender                                              receiver
 *     request(known address, own address)  OPEN  →        a reply with a private address, and credit
 *     CreditBatch to the private address         →
 *                                                ←  grants to the sender's address, as it consumes
 *                                                ←  REFUSED, before the grants for these messages: what failed, and why
 *     request(private address)             PING  →        grants, and a reply; or the link is broken
 *     private address                      CONFIRM →      grants at once, not only after half a window
 *     private address                      CLOSE →
 *                                                ←  request(sender's address) CLOSE
 *     a reply: messages in transit are counted   →
 * </pre>
 *
 * <p>The event bus loses messages when the connection of two nodes breaks, and tells nobody. So a
 * PING has the number of batches that were sent, and a grant has totals of the link: the receiver
 * finds lost batches, and closes the link; the next grant replaces a lost one. Each PING is
 * followed by a grant.
 *
 * <p>Credit is counted in messages and in bytes. A grant is a Buffer of three longs: the consumed
 * messages, their bytes, and how many of them were refused. A refusal is {@code {"code": …,
 * "messages": …, "message": …}}, whose code is defined by the users of the link. All that a
 * receiver sends has its private address in a header, since the sender has one address for all of
 * its links: what a receiver of an earlier link sends has no effect.
 */
public final class CreditLink {

  static final String HEADER = "scapro-credit";

  /** The header of a PING with the number of batches. */
  static final String BATCHES = "scapro-credit-batches";

  /** The header with the private address of the receiver. */
  static final String FROM = "scapro-credit-from";

  public static final String OPEN = "open";
  static final String PING = "ping";
  static final String CONFIRM = "confirm";
  static final String CLOSE = "close";
  static final String REFUSED = "refused";

  /** The silence after which an end regards the other one as dead. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  static final Duration PING_INTERVAL = Duration.ofSeconds(1);

  /** Maximum number of bytes in transit; one message is always allowed. */
  static final long BYTES = 1 << 20;

  /** The default window of a receiver, in messages. */
  public static final int MESSAGES = 1024;

  private CreditLink() {}

  static DeliveryOptions say(String word) {
    return new DeliveryOptions().addHeader(HEADER, word).setSendTimeout(PATIENCE.toMillis());
  }

  public static boolean says(Message<?> message, String word) {
    return word.equals(message.headers().get(HEADER));
  }
}
