package io.scapro;

import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * The counters of the connection to one peer. An immutable snapshot. Byte counts include SP headers
 * and bodies, but not the framing of the transport.
 *
 * @param id {@link Peer#id}
 * @param endpoint address of the endpoint that the connection belongs to
 * @param remoteAddress the address of the peer
 * @param localAddress the local address. It equals {@code remoteAddress} of the other side unless
 *     addresses are translated on the way. Empty if the transport has none
 * @param queuedMessages messages accepted and not yet passed to the transport
 * @param queuedBytes their bytes
 * @param writtenMessages messages passed to the transport
 * @param writtenBytes their bytes
 * @param receivedMessages messages received
 * @param receivedBytes their bytes
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

  /**
   * Checks that no component is null.
   *
   * @param id see {@link #id}
   * @param endpoint see {@link #endpoint}
   * @param remoteAddress see {@link #remoteAddress}
   * @param localAddress see {@link #localAddress}
   * @param queuedMessages see {@link #queuedMessages}
   * @param queuedBytes see {@link #queuedBytes}
   * @param writtenMessages see {@link #writtenMessages}
   * @param writtenBytes see {@link #writtenBytes}
   * @param receivedMessages see {@link #receivedMessages}
   * @param receivedBytes see {@link #receivedBytes}
   */
  public PeerStatistics {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(remoteAddress, "remoteAddress");
    Objects.requireNonNull(localAddress, "localAddress");
  }

  /** {@return all components by name} */
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
