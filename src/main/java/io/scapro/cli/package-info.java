/** The command line: {@code scapro run}, and the tools beside it. One class per command. */
@NullMarked
package io.scapro.cli;

import org.jspecify.annotations.NullMarked;
