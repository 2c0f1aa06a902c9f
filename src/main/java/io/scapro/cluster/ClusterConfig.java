package io.scapro.cluster;

import io.scapro.Arguments;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;

/**
 * The addresses at which a node of a cluster listens and looks for other nodes. By default all
 * nodes of one machine form a cluster.
 */
public final class ClusterConfig {

  private static final int MOST_PORTS = 1_000;

  private static final OptionFields<ClusterConfig> FIELDS =
      new OptionFields<ClusterConfig>()
          .text("name", ClusterConfig::name, ClusterConfig::setName)
          .text("host", ClusterConfig::host, ClusterConfig::setHost)
          .integer("port", 1, 65_535, ClusterConfig::port, ClusterConfig::setPort)
          .integer("ports", 1, MOST_PORTS, ClusterConfig::ports, ClusterConfig::setPorts)
          .texts("members", ClusterConfig::members, ClusterConfig::setMembers)
          .bool("multicast", ClusterConfig::multicast, ClusterConfig::setMulticast);

  private String name = "scapro";
  private String host = "127.0.0.1";
  private int port = 5701;
  private int ports = 16;
  private List<String> members = List.of();
  private boolean multicast;

  /** All options have their defaults. */
  public ClusterConfig() {}

  /**
   * The defaults, except for what {@code json} names.
   *
   * @param json settings by name
   * @throws IllegalArgumentException an unknown key, with the nearest known one, or a value that
   *     cannot be used
   */
  public ClusterConfig(JsonObject json) {
    FIELDS.fromJson(json, this);
  }

  /** {@return all settings by name; a new object} */
  public JsonObject toJson() {
    return FIELDS.toJson(this);
  }

  /**
   * Sets the name of the cluster. Nodes with another name do not join.
   *
   * @param name not empty; default {@code scapro}
   * @return this
   */
  public ClusterConfig setName(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("expected a name of the cluster, got none");
    }
    this.name = name;
    return this;
  }

  /** {@return the name of the cluster; default {@code scapro}} */
  public String name() {
    return name;
  }

  /**
   * Sets the address of this node, for members and for the event bus. Membership has no encryption
   * and no password. Every machine that can reach this address can join, so only a loopback address
   * is protected.
   *
   * @param host an address of this machine; default 127.0.0.1
   * @return this
   */
  public ClusterConfig setHost(String host) {
    Objects.requireNonNull(host, "host");
    if (host.isBlank() || host.equals("*") || host.equals("0.0.0.0") || host.equals("::")) {
      throw new IllegalArgumentException(
          "expected one address of this machine, such as 127.0.0.1, got \"" + host + '"');
    }
    this.host = host;
    return this;
  }

  /** {@return the address of this node; default 127.0.0.1} */
  public String host() {
    return host;
  }

  /**
   * Sets the first port for members; a node listens at the first free port from there.
   *
   * @param port 1 to 65535; default 5701
   * @return this
   */
  public ClusterConfig setPort(int port) {
    this.port = Arguments.between(1, 65_535, port, "port");
    return this;
  }

  /** {@return the first port for members; default 5701} */
  public int port() {
    return port;
  }

  /**
   * Sets how many ports to try. At most this many nodes on one host find each other.
   *
   * @param ports 1 to 1000; default 16
   * @return this
   */
  public ClusterConfig setPorts(int ports) {
    this.ports = Arguments.between(1, MOST_PORTS, ports, "ports");
    return this;
  }

  /** {@return how many ports to try; default 16} */
  public int ports() {
    return ports;
  }

  /**
   * Sets the hosts at which to look for members.
   *
   * @param members hosts, or {@code host:port}; default none, which means {@link #host}
   * @return this
   */
  public ClusterConfig setMembers(List<String> members) {
    this.members = Arguments.list(members, "members");
    return this;
  }

  /** {@return the hosts at which to look for members; default none, which means {@link #host}} */
  public List<String> members() {
    return members;
  }

  /**
   * Sets whether to look for members by multicast instead of at {@link #members}.
   *
   * @param multicast default false
   * @return this
   */
  public ClusterConfig setMulticast(boolean multicast) {
    this.multicast = multicast;
    return this;
  }

  /** {@return whether to look for members by multicast; default false} */
  public boolean multicast() {
    return multicast;
  }
}
