package io.scapro.cluster;

import io.scapro.Arguments;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;

/**
 * Where a node of a cluster listens and whom it looks for. By default all nodes of one machine, and
 * nobody else.
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

  public ClusterConfig() {}

  /**
   * @throws IllegalArgumentException unknown key (with the nearest known one) or unusable value
   */
  public ClusterConfig(JsonObject json) {
    FIELDS.fromJson(json, this);
  }

  public JsonObject toJson() {
    return FIELDS.toJson(this);
  }

  /** Nodes of another name are strangers; default {@code scapro}. */
  public ClusterConfig setName(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("expected a name of the cluster, got none");
    }
    this.name = name;
    return this;
  }

  public String name() {
    return name;
  }

  /**
   * The address of this node, for members and for the event bus; default 127.0.0.1. Membership is
   * neither encrypted nor authenticated: whoever reaches an address that is not of this machine
   * alone can join.
   */
  public ClusterConfig setHost(String host) {
    Objects.requireNonNull(host, "host");
    if (host.isBlank() || host.equals("*") || host.equals("0.0.0.0") || host.equals("::")) {
      throw new IllegalArgumentException("expected an address of this machine, got " + host);
    }
    this.host = host;
    return this;
  }

  public String host() {
    return host;
  }

  /** Where members listen: the first free port from here; default 5701. */
  public ClusterConfig setPort(int port) {
    this.port = Arguments.between(1, 65_535, port, "port");
    return this;
  }

  public int port() {
    return port;
  }

  /** How many ports to try, which is how many nodes of one host find each other; default 16. */
  public ClusterConfig setPorts(int ports) {
    this.ports = Arguments.between(1, MOST_PORTS, ports, "ports");
    return this;
  }

  public int ports() {
    return ports;
  }

  /**
   * Where to look for members: hosts, or {@code host:port}; default none, which means {@link
   * #host}.
   */
  public ClusterConfig setMembers(List<String> members) {
    this.members = Arguments.list(members, "members");
    return this;
  }

  public List<String> members() {
    return members;
  }

  /** Whether to look for members by multicast instead; default false. */
  public ClusterConfig setMulticast(boolean multicast) {
    this.multicast = multicast;
    return this;
  }

  public boolean multicast() {
    return multicast;
  }
}
