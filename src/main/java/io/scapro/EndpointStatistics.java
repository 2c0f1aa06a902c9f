package io.scapro;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;

/**
 * The counters of one endpoint. An immutable snapshot.
 *
 * @param address the address; for a bind with port 0, with the port that the system chose
 * @param bound true: peers connect to it; false: it connects
 * @param security how the connections are protected, such as {@code TLS by JDK}; empty: unprotected
 * @param pipes number of peers that are connected now
 * @param inProgress number of handshakes and attempts to connect that are in progress
 * @param attempts number of attempts to connect, reconnects included
 * @param established number of connections since the endpoint was opened, ended ones included
 * @param refused number of peers that were refused, and of attempts to connect that failed
 * @param disconnected number of connections that have ended
 * @param lastError the text of the last failure; empty: none
 */
public record EndpointStatistics(
    String address,
    boolean bound,
    String security,
    int pipes,
    int inProgress,
    long attempts,
    long established,
    long refused,
    long disconnected,
    Optional<String> lastError) {

  /**
   * Checks that no component is null.
   *
   * @param address see {@link #address}
   * @param bound see {@link #bound}
   * @param security see {@link #security}
   * @param pipes see {@link #pipes}
   * @param inProgress see {@link #inProgress}
   * @param attempts see {@link #attempts}
   * @param established see {@link #established}
   * @param refused see {@link #refused}
   * @param disconnected see {@link #disconnected}
   * @param lastError see {@link #lastError}
   */
  public EndpointStatistics {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(security, "security");
    Objects.requireNonNull(lastError, "lastError");
  }

  /** {@return all components by name; without {@code lastError} when there is none} */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("address", address)
            .put("bound", bound)
            .put("security", security)
            .put("pipes", pipes)
            .put("inProgress", inProgress)
            .put("attempts", attempts)
            .put("established", established)
            .put("refused", refused)
            .put("disconnected", disconnected);
    lastError.ifPresent(text -> json.put("lastError", text));
    return json;
  }
}
