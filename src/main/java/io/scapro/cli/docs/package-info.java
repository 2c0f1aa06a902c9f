/** {@code scapro docs}: the manual in a browser. */
@NullMarked
package io.scapro.cli.docs;

import org.jspecify.annotations.NullMarked;
