/** Statistics of sockets for other programs: a feed over SP, and Micrometer. */
@NullMarked
package io.scapro.metrics;

import org.jspecify.annotations.NullMarked;
