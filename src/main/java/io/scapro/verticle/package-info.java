/**
 * Protocol verticles: each owns one socket and connects it to the event bus. They are deployed by
 * name, with a JSON configuration: {@code vertx.deployVerticle("scapro:rep", options)}.
 * Applications exchange streams with them by {@link io.scapro.verticle.SocketWriter} and {@link
 * io.scapro.verticle.SocketReader}.
 */
@NullMarked
package io.scapro.verticle;

import org.jspecify.annotations.NullMarked;
