/** The code of the documentation, compiled and run. */
@NullMarked
package io.scapro.samples;

import org.jspecify.annotations.NullMarked;
