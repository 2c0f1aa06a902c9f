/** Hours of connections, sockets and verticles that begin and end, while nothing may grow. */
@NullMarked
package io.scapro.soak;

import org.jspecify.annotations.NullMarked;
