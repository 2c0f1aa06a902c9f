/** The code of docs/transports, compiled and run. */
@NullMarked
package io.scapro.samples.transports;

import org.jspecify.annotations.NullMarked;
