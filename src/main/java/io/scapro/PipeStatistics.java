package io.scapro;

import io.vertx.core.json.JsonObject;

/**
 * What one live pipe has counted. An immutable snapshot.
 *
 * @param id {@link Pipe#id}
 * @param endpoint address of the endpoint it came from
 * @param localAddress our own address, which is the {@code remoteAddress} of the pipe on the other
 *     side unless something stands between; empty where the transport has none
 * @param queuedMessages accepted and not yet handed to the transport
 */
public record PipeStatistics(
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

  static PipeStatistics of(Pipe pipe) {
    Endpoint endpoint = pipe.endpoint();
    return new PipeStatistics(
        pipe.id(),
        endpoint == null ? "" : endpoint.address().toString(),
        pipe.remoteAddress(),
        pipe.localAddress(),
        pipe.queuedMessages(),
        pipe.queuedBytes(),
        pipe.writtenMessages(),
        pipe.writtenBytes(),
        pipe.receivedMessages(),
        pipe.receivedBytes());
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
