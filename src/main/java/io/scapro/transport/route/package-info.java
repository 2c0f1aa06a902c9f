/**
 * From the host name of a URL to the addresses to connect to: lookups anew for each attempt, IPv6
 * and IPv4, and the race between them. Not exported.
 */
@NullMarked
package io.scapro.transport.route;

import org.jspecify.annotations.NullMarked;
