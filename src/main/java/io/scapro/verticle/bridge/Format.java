package io.scapro.verticle.bridge;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** How messages of the event bus are written on the network. */
interface Format {

  /**
   * Where a message from the network goes.
   *
   * @param topic the subscription that it fits; null where there are none
   */
  record Routed(String address, @Nullable Object body, @Nullable String topic) {}

  /**
   * @throws io.scapro.SpException UNSUPPORTED for a body that cannot be written
   */
  Buffer write(@Nullable Object body);

  /**
   * @throws io.scapro.SpException PROTOCOL for what cannot be read, REFUSED for an address that is
   *     not permitted
   */
  Routed read(Buffer message);

  /** What {@link #write} would do for the answer to a message. */
  Buffer writeAnswer(@Nullable Object body);

  /** In place of an answer; null: there is none. */
  @Nullable Buffer writeFailure(Throwable cause);

  /**
   * @throws io.scapro.SpException PROTOCOL for what cannot be read
   * @throws io.vertx.core.eventbus.ReplyException the peer answers that it failed
   */
  @Nullable Object readAnswer(Buffer message);
}
