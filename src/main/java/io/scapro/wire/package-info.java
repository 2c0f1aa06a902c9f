/** The bytes of SP streams: the handshake and the cutting of frames. Pure functions of buffers. */
@NullMarked
package io.scapro.wire;

import org.jspecify.annotations.NullMarked;
