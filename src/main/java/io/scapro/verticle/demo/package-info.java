/**
 * The application of {@code conf/demo.json}: small verticles that use event-bus addresses only, no
 * sockets.
 */
@NullMarked
package io.scapro.verticle.demo;

import org.jspecify.annotations.NullMarked;
