/** What happens at the limits of a process: little memory, no more descriptors. Each in its own. */
@NullMarked
package io.scapro.limits;

import org.jspecify.annotations.NullMarked;
