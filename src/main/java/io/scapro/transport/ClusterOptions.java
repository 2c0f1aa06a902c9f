package io.scapro.transport;

import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What an eventbus or cluster endpoint can be told besides what all can. */
public final class ClusterOptions extends TransportOptions<ClusterOptions> {

  private static final OptionFields<ClusterOptions> FIELDS =
      new OptionFields<ClusterOptions>()
          .file("secretFile", ClusterOptions::getSecretFile, ClusterOptions::setSecretFile)
          .positiveTime("heartbeat", ClusterOptions::getHeartbeat, ClusterOptions::setHeartbeat)
          .positiveTime("patience", ClusterOptions::getPatience, ClusterOptions::setPatience)
          .text("via", ClusterOptions::getVia, ClusterOptions::setVia);

  private String secretFile = "";
  private Duration heartbeat = Duration.ofSeconds(1);
  private Duration patience = Duration.ofSeconds(5);
  private String via = "tcp://127.0.0.1:0";

  public ClusterOptions() {}

  public ClusterOptions(JsonObject json) {
    setAll(json);
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
    this.secretFile = file;
    return this;
  }

  public String getSecretFile() {
    return secretFile;
  }

  /**
   * eventbus: how often a pipe tells the other side that it lives; cluster: how often a socket
   * looks who is bound, and a bound one says that it is. Default 1 s.
   */
  public ClusterOptions setHeartbeat(Duration interval) {
    this.heartbeat = aboveZero("a heartbeat", interval);
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
    this.patience = aboveZero("a patience", patience);
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
    this.via = url;
    return this;
  }

  public String getVia() {
    return via;
  }
}
