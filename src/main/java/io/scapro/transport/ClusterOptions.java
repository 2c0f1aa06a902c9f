package io.scapro.transport;

import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;

/** The options of eventbus and cluster endpoints. In JSON under {@code cluster}. */
public final class ClusterOptions extends TransportOptions<ClusterOptions> {

  /** Default of {@link #getSecretFile}. */
  public static final String DEFAULT_SECRET_FILE = "";

  /** Default of {@link #getHeartbeat}. */
  public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(1);

  /** Default of {@link #getPatience}. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(5);

  /** Default of {@link #getVia}. */
  public static final String DEFAULT_VIA = "tcp://127.0.0.1:0";

  private static final OptionFields<ClusterOptions> FIELDS =
      new OptionFields<ClusterOptions>()
          .file("secretFile", ClusterOptions::getSecretFile, ClusterOptions::setSecretFile)
          .positiveTime("heartbeat", ClusterOptions::getHeartbeat, ClusterOptions::setHeartbeat)
          .positiveTime("patience", ClusterOptions::getPatience, ClusterOptions::setPatience)
          .text("via", ClusterOptions::getVia, ClusterOptions::setVia);

  private String secretFile = DEFAULT_SECRET_FILE;
  private Duration heartbeat = DEFAULT_HEARTBEAT;
  private Duration patience = DEFAULT_PATIENCE;
  private String via = DEFAULT_VIA;

  /** All options have their defaults. */
  public ClusterOptions() {}

  /**
   * The defaults, except for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or a value that cannot be used
   */
  public ClusterOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * A copy of {@code other}.
   *
   * @param other is not changed
   */
  public ClusterOptions(ClusterOptions other) {
    copyFrom(other);
  }

  @Override
  public String key() {
    return "cluster";
  }

  @Override
  protected ClusterOptions create() {
    return new ClusterOptions();
  }

  @Override
  protected OptionFields<ClusterOptions> fields() {
    return FIELDS;
  }

  /**
   * Sets the file with the secret that both sides of an eventbus connection must have. Peers
   * without it are refused with UNTRUSTED.
   *
   * @param file holds 16 bytes or more; white space at its end does not count; empty, the default:
   *     every member of the cluster may connect
   * @return this
   */
  public ClusterOptions setSecretFile(String file) {
    this.secretFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /** {@return the file with the shared secret; empty, the default: none} */
  public String getSecretFile() {
    return secretFile;
  }

  /**
   * Sets the interval of heartbeats. eventbus: each side sends a frame at this interval. cluster: a
   * connector looks up addresses, and a listener renews its published address, at this interval.
   *
   * @param heartbeat above zero; default 1 s
   * @return this
   */
  public ClusterOptions setHeartbeat(Duration heartbeat) {
    this.heartbeat = aboveZero(heartbeat, "heartbeat");
    return this;
  }

  /** {@return the interval of heartbeats; default 1 s} */
  public Duration getHeartbeat() {
    return heartbeat;
  }

  /**
   * Sets how long a silent node counts as alive. After this time, a pipe of eventbus ends with
   * TIMEOUT, and the published address of a cluster listener is removed.
   *
   * @param patience above zero; a few heartbeats; default 5 s
   * @return this
   */
  public ClusterOptions setPatience(Duration patience) {
    this.patience = aboveZero(patience, "patience");
    return this;
  }

  /** {@return how long a silent node counts as alive; default 5 s} */
  public Duration getPatience() {
    return patience;
  }

  /**
   * Sets the address that a cluster endpoint binds and publishes. It is published as it is given
   * here, but port 0 becomes the port that the system chose. Peers on other nodes connect to it.
   *
   * @param url such as {@code tls+tcp://node1.example.org:0}; not a wildcard, and not of the
   *     schemes inproc, eventbus, cluster and mounted; default {@code tcp://127.0.0.1:0}
   * @return this
   */
  public ClusterOptions setVia(String url) {
    this.via = Objects.requireNonNull(url, "url");
    return this;
  }

  /**
   * {@return the address that a cluster endpoint binds and publishes; default {@code
   * tcp://127.0.0.1:0}}
   */
  public String getVia() {
    return via;
  }
}
