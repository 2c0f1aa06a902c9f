/** Networks that lose, cut, delay or repeat what is sent over them. */
@NullMarked
package io.scapro.partition;

import org.jspecify.annotations.NullMarked;
