package io.scapro;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;

/**
 * What one endpoint has counted. An immutable snapshot.
 *
 * @param bound whether peers come to it
 * @param security how it is protected, such as {@code TLS by JDK}; empty when it is not
 * @param pipes live peers
 * @param inProgress connections before the end of their handshake, and attempts under way
 * @param attempts attempts to connect, reconnects included
 * @param established peers that joined
 * @param refused peers turned away, and attempts that failed
 * @param disconnected peers that had joined and left
 * @param lastError the last failure, for people
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

  public EndpointStatistics {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(security, "security");
    Objects.requireNonNull(lastError, "lastError");
  }

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
