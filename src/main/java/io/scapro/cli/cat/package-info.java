/**
 * {@code scapro cat}, nanocat, nngcat and macat: their command lines, in the words of each. What
 * they say goes to {@link io.scapro.cli.cat.engine}.
 */
@NullMarked
package io.scapro.cli.cat;

import org.jspecify.annotations.NullMarked;
