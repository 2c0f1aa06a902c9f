/** {@code scapro top}: pictures of a process's sockets, made of two snapshots each. */
@NullMarked
package io.scapro.cli.top;

import org.jspecify.annotations.NullMarked;
