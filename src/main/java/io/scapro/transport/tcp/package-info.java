/** Plain TCP streams, {@code tcp}. */
@NullMarked
package io.scapro.transport.tcp;

import org.jspecify.annotations.NullMarked;
