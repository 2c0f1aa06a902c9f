/** {@code scapro record} and {@code replay}: messages in a file, with their times. */
@NullMarked
package io.scapro.cli.recording;

import org.jspecify.annotations.NullMarked;
