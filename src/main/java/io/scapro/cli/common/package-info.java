/** What several commands share: options, times, and whether there is a terminal. */
@NullMarked
package io.scapro.cli.common;

import org.jspecify.annotations.NullMarked;
