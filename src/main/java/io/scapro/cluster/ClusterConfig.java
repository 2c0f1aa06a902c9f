package io.scapro.cluster;

import io.scapro.OptionFields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Where a node of a cluster listens and whom it looks for. By default all nodes of one machine, and
 * nobody else.
 */
public final class ClusterConfig {

  private static final OptionFields<ClusterConfig> FIELDS =
      new OptionFields<ClusterConfig>()
          .text("name", ClusterConfig::name, ClusterConfig::setName)
          .text("host", ClusterConfig::host, ClusterConfig::setHost)
          .integer("port", ClusterConfig::port, ClusterConfig::setPort)
          .integer("ports", ClusterConfig::ports, ClusterConfig::setPorts)
          .json(
              "members",
              JsonArray.class,
              o -> new JsonArray(o.members),
              (o, v) -> o.setMembers(texts(v)))
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

  private static List<String> texts(JsonArray values) {
    return values.stream()
        .map(
            value -> {
              if (value instanceof String text) {
                return text;
              }
              throw new IllegalArgumentException("expected hosts as text, got " + value);
            })
        .toList();
  }

  /** Nodes of another name are strangers; default {@code scapro}. */
  public ClusterConfig setName(String name) {
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
    this.port = between(1, 65_535, port);
    return this;
  }

  public int port() {
    return port;
  }

  /** How many ports to try, which is how many nodes of one host find each other; default 16. */
  public ClusterConfig setPorts(int ports) {
    this.ports = between(1, 1_000, ports);
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
    this.members = List.copyOf(members);
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

  private static int between(int least, int most, int value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "expected a number from %d to %d, got %d".formatted(least, most, value));
    }
    return value;
  }
}
