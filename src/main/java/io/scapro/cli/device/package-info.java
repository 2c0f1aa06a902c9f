/** {@code scapro device}: forwards between two networks. */
@NullMarked
package io.scapro.cli.device;

import org.jspecify.annotations.NullMarked;
