/**
 * {@code tls+tcp}: TLS for byte streams; certificates and trusted CAs are read again when their
 * files change. Not exported.
 */
@NullMarked
package io.scapro.transport.tls;

import org.jspecify.annotations.NullMarked;
