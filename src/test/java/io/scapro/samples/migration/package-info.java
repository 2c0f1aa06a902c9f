/** The code of docs/migration, compiled and run. */
@NullMarked
package io.scapro.samples.migration;

import org.jspecify.annotations.NullMarked;
