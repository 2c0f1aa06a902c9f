/** Shared by several commands: options, times, and the detection of a terminal. */
@NullMarked
package io.scapro.cli.common;

import org.jspecify.annotations.NullMarked;
