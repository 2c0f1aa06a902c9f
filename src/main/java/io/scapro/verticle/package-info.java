/**
 * Protocol verticles: each owns one socket and stands for it on the event bus. They are deployed by
 * name, from JSON: {@code vertx.deployVerticle("scapro:rep", options)}; applications stream to and
 * from them with {@link io.scapro.verticle.SocketWriter} and {@link
 * io.scapro.verticle.SocketReader}.
 */
@NullMarked
package io.scapro.verticle;

import org.jspecify.annotations.NullMarked;
