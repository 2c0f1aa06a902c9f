/** The code of docs/guides, docs/concepts and docs/start, compiled and run. */
@NullMarked
package io.scapro.samples.guides;

import org.jspecify.annotations.NullMarked;
