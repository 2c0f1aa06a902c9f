/** The code of docs/protocols, compiled and run. */
@NullMarked
package io.scapro.samples.protocols;

import org.jspecify.annotations.NullMarked;
