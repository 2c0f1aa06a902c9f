package io.scapro.verticle.credit;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;

/**
 * The words of a stream with credits between two ends on the event bus, and its times.
 *
 * <pre>
 *   sender                                              receiver
 *     request(known address, own address)  OPEN  →        a reply with a private address, and credit
 *     CreditBatch to the private address         →
 *                                                ←  grants to the sender's address, as it consumes
 *                                                ←  REFUSED, ahead of their grants: what failed, and why
 *     request(private address)             PING  →        a reply, or the link is broken
 *     private address                      CONFIRM →      grants without waiting for half a window
 *     private address                      CLOSE →
 *                                                ←  request(sender's address) CLOSE
 *     a reply: what was on its way is counted    →
 * </pre>
 *
 * <p>Credit is counted in messages and in bytes. A grant is a Buffer of two longs, a refusal {@code
 * {"code": …, "messages": …, "message": …}}, whose code is the users' business.
 */
public final class CreditLink {

  static final String HEADER = "scapro-credit";
  public static final String OPEN = "open";
  static final String PING = "ping";
  static final String CONFIRM = "confirm";
  static final String CLOSE = "close";
  static final String REFUSED = "refused";

  /** How long an end may be silent before the other one takes it for dead. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  static final Duration PING_INTERVAL = Duration.ofSeconds(1);

  /** Bytes that may be under way; one message may always be. */
  static final long BYTES = 1 << 20;

  /** The window of a receiver that sets none, in messages. */
  public static final int MESSAGES = 1024;

  private CreditLink() {}

  static DeliveryOptions say(String word) {
    return new DeliveryOptions().addHeader(HEADER, word).setSendTimeout(PATIENCE.toMillis());
  }

  public static boolean says(Message<?> message, String word) {
    return word.equals(message.headers().get(HEADER));
  }
}
