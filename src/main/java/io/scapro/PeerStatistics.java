package io.scapro;

import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * What the connection to one peer has counted. An immutable snapshot.
 *
 * @param id {@link Peer#id}
 * @param endpoint address of the endpoint that the connection belongs to
 * @param localAddress the own address, which is the {@code remoteAddress} on the other side unless
 *     something stands between; empty where the transport has none
 * @param queuedMessages accepted and not yet handed to the transport
 */
public record PeerStatistics(
    int id,
    String endpoint,
    String remoteAddress,
    String localAddress,
    int queuedMessages,
    long queuedBytes,
    long writtenMessages,
    long writtenBytes,
    long receivedMessages,
    long receivedBytes) {

  public PeerStatistics {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(remoteAddress, "remoteAddress");
    Objects.requireNonNull(localAddress, "localAddress");
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("id", id)
        .put("endpoint", endpoint)
        .put("remoteAddress", remoteAddress)
        .put("localAddress", localAddress)
        .put("queuedMessages", queuedMessages)
        .put("queuedBytes", queuedBytes)
        .put("writtenMessages", writtenMessages)
        .put("writtenBytes", writtenBytes)
        .put("receivedMessages", receivedMessages)
        .put("receivedBytes", receivedBytes);
  }
}
