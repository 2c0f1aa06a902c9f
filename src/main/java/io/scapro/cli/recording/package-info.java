/**
 * {@code scapro record} and {@code replay}: messages in a file, with the times at which they came.
 */
@NullMarked
package io.scapro.cli.recording;

import org.jspecify.annotations.NullMarked;
