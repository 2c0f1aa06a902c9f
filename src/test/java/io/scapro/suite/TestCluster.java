package io.scapro.suite;

import io.scapro.OpenSockets;
import io.scapro.Socket;
import io.scapro.cluster.Cluster;
import io.scapro.cluster.ClusterConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Nodes of a cluster that nobody else joins, all in this JVM. */
public final class TestCluster implements AutoCloseable {

  private static final Logger HAZELCAST = Logger.getLogger("com.hazelcast");

  private final ClusterConfig config;
  private final List<Vertx> nodes = new ArrayList<>();

  public TestCluster() throws IOException {
    HAZELCAST.setLevel(Level.WARNING);
    config = newConfig();
  }

  /** For a cluster of a name and of ports that nobody else has. */
  public static ClusterConfig newConfig() throws IOException {
    try (ReservedPort port = new ReservedPort()) {
      return new ClusterConfig()
          .setName(UUID.randomUUID().toString())
          .setPort(Math.min(port.number(), 65_000));
    }
  }

  public Vertx join() {
    return join(new VertxOptions());
  }

  public Vertx join(VertxOptions options) {
    Vertx node = Await.result(Cluster.join(options, config));
    nodes.add(node);
    return node;
  }

  /** Closes the sockets of all nodes, for the next test. */
  public void clear() {
    nodes.forEach(node -> OpenSockets.of(node).stream().map(Socket::close).forEach(Await::result));
  }

  @Override
  public void close() {
    nodes.forEach(node -> Await.result(node.close()));
  }
}
