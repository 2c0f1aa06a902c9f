/**
 * {@code inproc}, {@code eventbus} and {@code cluster}: pipes over the event bus of Vert.x, with
 * credit-based flow control. Not exported.
 */
@NullMarked
package io.scapro.transport.bus;

import org.jspecify.annotations.NullMarked;
