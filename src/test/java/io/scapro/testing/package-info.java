/**
 * What tests of protocols stand on: a world with a virtual clock, peers that do as they are told,
 * and the contract every socket keeps. No network, no waiting.
 */
@NullMarked
package io.scapro.testing;

import org.jspecify.annotations.NullMarked;
