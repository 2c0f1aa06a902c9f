package io.scapro.transport;

import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;

/** What an eventbus or cluster endpoint can be told besides what all can. */
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

  public ClusterOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public ClusterOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
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
   * eventbus: a file with the secret that both sides must have, of 16 bytes or more; white space at
   * its end does not count. Default none: whoever is in the cluster may connect.
   */
  public ClusterOptions setSecretFile(String file) {
    this.secretFile = Objects.requireNonNull(file, "file");
    return this;
  }

  public String getSecretFile() {
    return secretFile;
  }

  /**
   * eventbus: how often a pipe tells the other side that it lives; cluster: how often a socket
   * looks who is bound, and a bound one says that it is. Default 1 s.
   */
  public ClusterOptions setHeartbeat(Duration heartbeat) {
    this.heartbeat = aboveZero(heartbeat, "heartbeat");
    return this;
  }

  public Duration getHeartbeat() {
    return heartbeat;
  }

  /**
   * eventbus: how long the other side may be silent before the pipe ends; cluster: how long the
   * address of a dead node stays published. A few heartbeats; default 5 s.
   */
  public ClusterOptions setPatience(Duration patience) {
    this.patience = aboveZero(patience, "patience");
    return this;
  }

  public Duration getPatience() {
    return patience;
  }

  /**
   * cluster, bind: where peers really connect to, such as {@code tls+tcp://node1.example.org:0};
   * this address is published as it is written, with the real port. Default {@code
   * tcp://127.0.0.1:0}.
   */
  public ClusterOptions setVia(String url) {
    this.via = Objects.requireNonNull(url, "url");
    return this;
  }

  public String getVia() {
    return via;
  }
}
