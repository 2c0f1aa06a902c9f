/** Compiles and runs what newcomers read first. */
@NullMarked
package io.scapro.examples;

import org.jspecify.annotations.NullMarked;
