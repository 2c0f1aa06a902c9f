/**
 * Adapters from Vert.x to pipes, one class per transport, found by URL scheme. They know no
 * protocol.
 */
@NullMarked
package io.scapro.transport;

import org.jspecify.annotations.NullMarked;
