package io.scapro.verticle.bridge;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The encoding of event-bus messages on the network. */
interface Format {

  /**
   * A message of a peer with its event-bus address.
   *
   * @param topic the matching subscription; null without subscriptions
   */
  record Routed(String address, @Nullable Object body, @Nullable String topic) {}

  /**
   * @throws io.scapro.SpException UNSUPPORTED for a body that cannot be written
   */
  Buffer write(@Nullable Object body);

  /**
   * @throws io.scapro.SpException PROTOCOL: not readable; REFUSED: the address is not permitted
   */
  Routed read(Buffer message);

  /** As {@link #write}, for the answer to a message. */
  Buffer writeAnswer(@Nullable Object body);

  /** The message to send instead of an answer; null: none. */
  @Nullable Buffer writeFailure(Throwable cause);

  /**
   * @throws io.scapro.SpException PROTOCOL: not readable
   * @throws io.vertx.core.eventbus.ReplyException the answer reports a failure
   */
  @Nullable Object readAnswer(Buffer message);
}
