/** {@code scapro top}: shows the sockets of a process, from two snapshots each. */
@NullMarked
package io.scapro.cli.top;

import org.jspecify.annotations.NullMarked;
