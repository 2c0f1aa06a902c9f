/**
 * What the tests of this project share, on JUnit: the contracts that every socket and every
 * transport keeps, peers that speak raw bytes, certificates, and ways to wait for events.
 */
@NullMarked
package io.scapro.suite;

import org.jspecify.annotations.NullMarked;
