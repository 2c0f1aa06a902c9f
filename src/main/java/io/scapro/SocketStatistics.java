package io.scapro;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What a socket has counted since it was opened. An immutable snapshot.
 *
 * <p>At rest these hold. Sending: {@code copies = written + queuedToSend + } the drops of sending.
 * Receiving: {@code received = delivered + filtered + queuedToDeliver + } the drops of receiving.
 * Drops of the event bus are in neither sum.
 *
 * @param pipes live peers
 * @param copies messages times the peers each was meant for
 * @param written copies handed to the transport below
 * @param queuedToSend copies accepted and not yet handed over
 * @param received messages that arrived
 * @param delivered messages given to the application
 * @param filtered messages nobody subscribed to
 * @param queuedToDeliver messages that wait for the application
 * @param dropped discarded copies by reason; a reason that never occurred is absent
 */
public record SocketStatistics(
    int pipes,
    long copies,
    long written,
    long writtenBytes,
    long queuedToSend,
    long received,
    long receivedBytes,
    long delivered,
    long filtered,
    long queuedToDeliver,
    Map<DropReason, Long> dropped) {

  public SocketStatistics {
    dropped = Map.copyOf(dropped);
  }

  public long dropped(DropReason reason) {
    return dropped.getOrDefault(reason, 0L);
  }

  public JsonObject toJson() {
    JsonObject drops = new JsonObject();
    dropped.forEach((reason, count) -> drops.put(reason.name(), count));
    return new JsonObject()
        .put("pipes", pipes)
        .put("copies", copies)
        .put("written", written)
        .put("writtenBytes", writtenBytes)
        .put("queuedToSend", queuedToSend)
        .put("received", received)
        .put("receivedBytes", receivedBytes)
        .put("delivered", delivered)
        .put("filtered", filtered)
        .put("queuedToDeliver", queuedToDeliver)
        .put("dropped", drops);
  }
}
