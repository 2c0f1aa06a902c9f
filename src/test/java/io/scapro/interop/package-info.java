/** Our sockets and the programs, recordings and bytes of others. */
@NullMarked
package io.scapro.interop;

import org.jspecify.annotations.NullMarked;
