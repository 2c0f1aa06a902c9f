/**
 * {@code scapro cat}, nanocat, nngcat and macat: their command lines, with the error texts of each.
 * {@link io.scapro.cli.cat.engine} does the work.
 */
@NullMarked
package io.scapro.cli.cat;

import org.jspecify.annotations.NullMarked;
