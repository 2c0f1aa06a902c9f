/**
 * {@code tls+tcp}: TLS around a byte stream, certificates and trust, read again when files change.
 * Not exported.
 */
@NullMarked
package io.scapro.transport.tls;

import org.jspecify.annotations.NullMarked;
