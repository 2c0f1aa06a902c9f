/**
 * What {@code scapro cat}, nanocat, nngcat and macat do once their command lines are read: one
 * socket that sends, receives and prints. It knows no command line.
 */
@NullMarked
package io.scapro.cli.cat.engine;

import org.jspecify.annotations.NullMarked;
