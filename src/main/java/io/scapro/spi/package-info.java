/**
 * The types that authors of protocols and transports import. {@link io.scapro.spi.SocketBase} is
 * the base of a protocol. {@link io.scapro.spi.Transport}, {@link io.scapro.spi.Link} and {@link
 * io.scapro.spi.Pipe} are the contract of a transport. {@link io.scapro.spi.Engine} connects both;
 * its implementation is found by service loader.
 */
@NullMarked
package io.scapro.spi;

import org.jspecify.annotations.NullMarked;
