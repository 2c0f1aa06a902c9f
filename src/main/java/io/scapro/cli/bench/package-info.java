/** {@code scapro bench}: the tests of nanomsg's performance tools, on event loops. */
@NullMarked
package io.scapro.cli.bench;

import org.jspecify.annotations.NullMarked;
