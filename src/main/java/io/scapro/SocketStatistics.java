package io.scapro;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The counters of a socket since it was opened. An immutable snapshot. Byte counts include SP
 * headers and bodies, but not the framing of the transport.
 *
 * <p>While no message is being processed, these equations hold. Sending: {@code copies = written +
 * queuedToSend + } the drops of sending. Receiving: {@code received = delivered + filtered +
 * queuedToDeliver + } the drops of receiving. Drops of the handover are in neither equation.
 *
 * @param id {@link Socket#id}
 * @param name the socket's name
 * @param protocol the protocol's name
 * @param pipes peers that are connected now
 * @param copies one for each peer that a message goes to: a message for 3 peers counts 3
 * @param written copies passed to the transport
 * @param writtenBytes their bytes
 * @param queuedToSend copies accepted and not yet passed to the transport
 * @param received messages received
 * @param receivedBytes their bytes
 * @param delivered messages delivered to the application
 * @param filtered messages that no subscription matched
 * @param queuedToDeliver messages queued for the application
 * @param dropped dropped copies and received messages by reason; a reason that never occurred is
 *     absent
 * @param connections how often each event happened, over all endpoints, closed ones included; never
 *     has {@link SocketEvent.Type#DROPPED}, see {@code dropped}
 * @param roundTrips times from request to answer, for REQ and SURVEYOR
 * @param ofProtocol counters of this protocol only, such as {@code resends} and {@code inFlight}
 * @param endpoints open endpoints
 * @param peers connected peers
 */
public record SocketStatistics(
    int id,
    String name,
    String protocol,
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
    Map<DropReason, Long> dropped,
    Map<SocketEvent.Type, Long> connections,
    RoundTripStatistics roundTrips,
    Map<String, Long> ofProtocol,
    List<EndpointStatistics> endpoints,
    List<PeerStatistics> peers) {

  /**
   * Checks that no component is null, and copies maps and lists.
   *
   * @param id see {@link #id}
   * @param name see {@link #name}
   * @param protocol see {@link #protocol}
   * @param pipes see {@link #pipes}
   * @param copies see {@link #copies}
   * @param written see {@link #written}
   * @param writtenBytes see {@link #writtenBytes}
   * @param queuedToSend see {@link #queuedToSend}
   * @param received see {@link #received}
   * @param receivedBytes see {@link #receivedBytes}
   * @param delivered see {@link #delivered}
   * @param filtered see {@link #filtered}
   * @param queuedToDeliver see {@link #queuedToDeliver}
   * @param dropped see {@link #dropped}
   * @param connections see {@link #connections}
   * @param roundTrips see {@link #roundTrips}
   * @param ofProtocol see {@link #ofProtocol}
   * @param endpoints see {@link #endpoints}
   * @param peers see {@link #peers}
   */
  public SocketStatistics {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(roundTrips, "roundTrips");
    dropped = Arguments.map(dropped, "dropped");
    connections = Arguments.map(connections, "connections");
    ofProtocol = Arguments.map(ofProtocol, "ofProtocol");
    endpoints = Arguments.list(endpoints, "endpoints");
    peers = Arguments.list(peers, "peers");
  }

  /**
   * {@return how many copies and received messages were dropped for {@code reason}}
   *
   * @param reason the reason
   */
  public long dropped(DropReason reason) {
    Objects.requireNonNull(reason, "reason");
    return dropped.getOrDefault(reason, 0L);
  }

  /**
   * {@return how often an event of this type happened; always 0 for DROPPED}
   *
   * @param type the type
   */
  public long happened(SocketEvent.Type type) {
    Objects.requireNonNull(type, "type");
    return connections.getOrDefault(type, 0L);
  }

  /** {@return the totals of the socket on one line, without its endpoints and peers} */
  @Override
  public String toString() {
    return ("%s[id=%d, name=%s, pipes=%d, copies=%d, written=%d, queuedToSend=%d, received=%d,"
            + " delivered=%d, filtered=%d, queuedToDeliver=%d, dropped=%s]")
        .formatted(
            protocol,
            id,
            name,
            pipes,
            copies,
            written,
            queuedToSend,
            received,
            delivered,
            filtered,
            queuedToDeliver,
            new TreeMap<>(dropped));
  }

  /** {@return all components by name; endpoints and peers as lists of objects} */
  public JsonObject toJson() {
    JsonArray endpointList = new JsonArray();
    endpoints.forEach(endpoint -> endpointList.add(endpoint.toJson()));
    JsonArray peerList = new JsonArray();
    peers.forEach(peer -> peerList.add(peer.toJson()));
    return new JsonObject()
        .put("id", id)
        .put("name", name)
        .put("protocol", protocol)
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
        .put("dropped", counts(dropped))
        .put("connections", counts(connections))
        .put("roundTrips", roundTrips.toJson())
        .put("ofProtocol", counts(ofProtocol))
        .put("endpoints", endpointList)
        .put("peers", peerList);
  }

  private static JsonObject counts(Map<?, Long> counts) {
    JsonObject json = new JsonObject();
    counts.forEach((name, count) -> json.put(name.toString(), count));
    return json;
  }
}
