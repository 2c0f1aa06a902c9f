package io.scapro.verticle;

import io.scapro.verticle.bridge.Headers;

/**
 * The configuration of a protocol verticle, as JSON.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code bind}, {@code connect}</td><td>a URL, or a list of them; in place of a URL also
 *     {@code {"url": URL, …}} with endpoint options ({@link io.scapro.EndpointOptions}). At least one of
 *     the two is required.</td></tr>
 * <tr><td>{@code options}</td><td>the socket's options, such as {@code {"name": "jobs", "linger":
 *     "2s"}}: {@link io.scapro.CommonOptions} and the protocol's own.</td></tr>
 * <tr><td>{@code address}</td><td>push, pub, pair, pair1, bus, star, req, surveyor: the event-bus
 *     address that takes what is to be sent, as single messages or from a {@link SocketWriter}. The
 *     reply to a {@code request} to a surveyor verticle is a JsonArray of the answers, at the
 *     deadline; with {@code deliver}, each answer goes to the {@code deliver} address when it
 *     arrives, and the reply is the number of answers.</td></tr>
 * <tr><td>{@code queue}</td><td>push, pub, pair, pair1, bus, star: the maximum number of messages
 *     that wait for a peer; req, surveyor: the maximum number of requests or surveys in progress.
 *     Above it, or above 64 MiB of bodies, a plain {@code send} is dropped and counted as
 *     BUS_OVERFLOW, and a {@code request} fails with LIMIT. 1 or more; default 1024.</td></tr>
 * <tr><td>{@code deliver}</td><td>pull, sub, pair, pair1, bus, star, rep, respondent, surveyor: the
 *     event-bus address that gets what arrives.</td></tr>
 * <tr><td>{@code ack}</td><td>pull, sub, pair, pair1, bus, star, and surveyor with {@code deliver}:
 *     {@code reply} (default): the consumer replies to each message, and a slow consumer slows the
 *     peers (for sub and surveyor, messages are dropped instead); {@code none}: there are no
 *     replies, and peers are not slowed down; {@code credit}: the consumer is a {@link
 *     SocketReader}, and one delivery has many messages (not for surveyor, and not with
 *     {@code bridge}).</td></tr>
 * <tr><td>{@code delivery}</td><td>with {@code "ack": "none"}: {@code send} (default) to one
 *     consumer, {@code publish} to all.</td></tr>
 * <tr><td>{@code window}</td><td>maximum number of messages that the consumer has not answered yet;
 *     not used with {@code "ack": "credit"} or {@code "none"}; default 16; rep and respondent: 128. For these two it includes answers that the peer has not
 *     read yet.</td></tr>
 * <tr><td>{@code timeout}</td><td>the time limit for an answer of the consumer; for req, for the reply of
 *     the peer. Default 30 s, as the event bus. Also the default of rep's {@code sendTimeout}, the time
 *     within which a peer must read its reply.</td></tr>
 * <tr><td>{@code body}</td><td>the type of bodies on the event bus: {@code buffer} (default), {@code
 *     string}, {@code json}.</td></tr>
 * <tr><td>{@code onFailure}</td><td>rep, respondent: when the consumer fails, is late or is
 *     missing: {@code drop} (default) sends no answer; {@code reply} sends {@code failureBody}.
 *     </td></tr>
 * <tr><td>{@code failureBody}</td><td>rep, respondent: text or JSON, default empty.</td></tr>
 * <tr><td>{@code subscribe}</td><td>sub: a topic, or a list of them; {@code ""} is everything. Or
 *     {@code {TOPIC: ADDRESS}}: messages that begin with the topic are delivered to the
 *     address; the longest matching topic applies.</td></tr>
 * <tr><td>{@code bridge}</td><td>in place of {@code address} and {@code deliver}, not for surveyor:
 *     {@code {"inbound": [{"address": A}, {"addressRegex": R}], "outbound": [{"address": A}]}}. Messages
 *     on the network are JSON texts {@code {"address": A, "body": …}}: messages to an outbound
 *     address are sent in this form. A message of a peer is delivered to the address in it if an
 *     inbound rule permits this address. If not, the message is dropped and counted as
 *     NOT_PERMITTED. A reply is {@code {"body": …}} or {@code {"failure": {"code": …, "message":
 *     …}}}.</td></tr>
 * </table>
 *
 * <p>Bodies to send may be Buffer, byte[], String, JsonObject or JsonArray. Delivered messages have
 * the headers {@link #SOCKET}, {@link #PIPE} and {@link #PEER}.
 */
public final class VerticleConfig {

  /** Header: the socket's name. */
  public static final String SOCKET = Headers.SOCKET;

  /** Header: the id of the connection that received the message, a decimal number. */
  public static final String PIPE = Headers.PIPE;

  /** Header: the peer's address. */
  public static final String PEER = Headers.PEER;

  /** Header of messages that a sub verticle delivers: the longest matching topic. */
  public static final String TOPIC = Headers.TOPIC;

  /**
   * Header of a request to a surveyor verticle with {@code deliver}: any text; each answer has the
   * same header.
   */
  public static final String SURVEY = Headers.SURVEY;

  private VerticleConfig() {}
}
