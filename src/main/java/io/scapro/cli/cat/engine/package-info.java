/**
 * The work of {@code scapro cat}, nanocat, nngcat and macat: one socket that sends, receives and
 * prints. Independent of their command lines.
 */
@NullMarked
package io.scapro.cli.cat.engine;

import org.jspecify.annotations.NullMarked;
