package io.scapro.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.scapro.spi.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Creates a Vertx that is a node of a cluster. */
public final class Cluster {

  private Cluster() {}

  /**
   * Creates a Vertx that joins the cluster, or starts the cluster as its first member. Membership
   * listens on {@link ClusterConfig#host}, and so does the event bus unless {@code options} name
   * another host for it. Logs a warning if {@link ClusterConfig#host} is not a loopback address,
   * since membership has no password.
   *
   * @param options the options of Vert.x; a copy is used
   * @param config the address of the node, and where to look for members
   * @return the Vertx; fails if it cannot listen at its address
   * @throws IllegalArgumentException the host is unknown
   */
  public static Future<Vertx> join(VertxOptions options, ClusterConfig config) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(config, "config");
    if (!isLoopback(config.host())) {
      Log.of("cluster")
          .warn(
              "the cluster %s listens on %s: membership has no encryption and no password, so every host that reaches that address can join; see docs/cluster.md"
                  .formatted(config.name(), config.host()));
    }
    VertxOptions settled = new VertxOptions(options);
    EventBusOptions bus = settled.getEventBusOptions();
    if (bus.getHost() == null) {
      bus.setHost(config.host());
    }
    return Vertx.builder()
        .with(settled)
        .withClusterManager(new HazelcastClusterManager(hazelcast(config)))
        .buildClustered();
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("expected an address of this machine, got " + host, e);
    }
  }

  /** Hazelcast's configuration, based on that of Vert.x. */
  static Config hazelcast(ClusterConfig config) {
    Config result = ConfigUtil.loadConfig();
    result.setClusterName(config.name());
    result.getMetricsConfig().setEnabled(false);
    result
        .getNetworkConfig()
        .setPort(config.port())
        .setPortCount(config.ports())
        .setPortAutoIncrement(true)
        .getInterfaces()
        .setEnabled(true)
        .addInterface(config.host());
    join(result.getNetworkConfig().getJoin(), config);
    Properties properties = result.getProperties();
    properties.setProperty("hazelcast.shutdownhook.enabled", "false"); // Vert.x closes it
    properties.setProperty("hazelcast.phone.home.enabled", "false");
    properties.setProperty("hazelcast.socket.bind.any", "false");
    properties.setProperty("hazelcast.tcp.join.port.try.count", Integer.toString(config.ports()));
    properties.setProperty("hazelcast.partition.count", "61"); // enough, and moved faster than 271
    // Few nodes in one network: elect the first member quickly, and detect dead members quickly.
    properties.setProperty("hazelcast.wait.seconds.before.join", "0");
    properties.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    properties.setProperty("hazelcast.max.no.heartbeat.seconds", "15");
    // Merge the halves of a divided cluster soon.
    properties.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
    properties.setProperty("hazelcast.merge.next.run.delay.seconds", "10");
    return result;
  }

  private static void join(JoinConfig join, ClusterConfig config) {
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(config.multicast());
    join.getTcpIpConfig()
        .setEnabled(!config.multicast())
        .setMembers(config.members().isEmpty() ? List.of(config.host()) : config.members());
  }
}
