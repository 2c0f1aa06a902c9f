/**
 * The application's side of {@code conf/demo.json}: small verticles that know event-bus addresses
 * and nothing of sockets.
 */
@NullMarked
package io.scapro.verticle.demo;

import org.jspecify.annotations.NullMarked;
