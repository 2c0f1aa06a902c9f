/**
 * Vertx instances that form a cluster, by Hazelcast: on one machine and with no configuration
 * unless told otherwise. What sockets do in a cluster is the business of the transports {@code
 * eventbus} and {@code cluster}, which serve any cluster manager of Vert.x.
 *
 * <p>Needs {@code io.vertx:vertx-hazelcast} on the class path.
 */
@NullMarked
package io.scapro.cluster;

import org.jspecify.annotations.NullMarked;
