/** The bytes of SP streams: handshakes and frames. It does no input or output. */
@NullMarked
package io.scapro.wire;

import org.jspecify.annotations.NullMarked;
