/**
 * Vertx instances that form a cluster with Hazelcast, by default on one machine and without any
 * configuration. Sockets use the cluster by the transports {@code eventbus} and {@code cluster},
 * which work with any cluster manager of Vert.x.
 *
 * <p>Needs {@code io.vertx:vertx-hazelcast} on the class path.
 */
@NullMarked
package io.scapro.cluster;

import org.jspecify.annotations.NullMarked;
