/**
 * Protocol verticles: each owns one socket and stands for it on the event bus. They are deployed by
 * name, from JSON: {@code vertx.deployVerticle("scapro:rep", options)}.
 */
@NullMarked
package io.scapro.verticle;

import org.jspecify.annotations.NullMarked;
