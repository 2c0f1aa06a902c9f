/**
 * The sockets, one for each protocol, with their options, contexts and messages. A protocol does no
 * input and output; it depends on {@code io.scapro.spi} and on the policies that protocols share.
 */
@NullMarked
package io.scapro.protocol;

import org.jspecify.annotations.NullMarked;
