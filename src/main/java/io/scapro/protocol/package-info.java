/**
 * The sockets: one file per protocol, which is its machine. A protocol sees no input and output; it
 * depends on {@code io.scapro.spi} and on the policies that protocols share.
 */
@NullMarked
package io.scapro.protocol;

import org.jspecify.annotations.NullMarked;
