/**
 * The tables of docs/reference/peers.md: made of the results of the tests that prove their cells.
 */
@NullMarked
package io.scapro.peers;

import org.jspecify.annotations.NullMarked;
