/** What sockets count, for people and programs elsewhere: a feed over SP itself, and Micrometer. */
@NullMarked
package io.scapro.metrics;

import org.jspecify.annotations.NullMarked;
