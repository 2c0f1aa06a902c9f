/**
 * Messages in a file, with the times at which they came: {@code scapro record} and {@code replay}.
 */
@NullMarked
package io.scapro.cli.recording;

import org.jspecify.annotations.NullMarked;
