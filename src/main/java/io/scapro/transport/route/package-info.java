/**
 * Finds the addresses to connect to for the host name of a URL: a lookup for each attempt, IPv6 and
 * IPv4, and the race between the addresses. Not exported.
 */
@NullMarked
package io.scapro.transport.route;

import org.jspecify.annotations.NullMarked;
