/**
 * The sockets, one for each protocol, with their options and contexts. A protocol does no input and
 * output. It depends on {@code io.scapro.spi} and on policies that protocols share.
 */
@NullMarked
package io.scapro.protocol;

import org.jspecify.annotations.NullMarked;
