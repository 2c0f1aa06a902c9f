package io.scapro.wire;

import io.scapro.Identity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP exchange that opens a WebSocket for SP. In both directions, the subprotocol {@code
 * NAME.sp.nanomsg.org} names the protocol of the listening socket. It replaces the SP handshake.
 *
 * <p>Header names are in lower case here. Values of repeated headers are joined with commas. See
 * RFC 6455, section 4; sp-websocket-mapping-01; docs/wire.md, section 5.1.
 */
public final class Upgrade {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String SUFFIX = ".sp.nanomsg.org";

  /**
   * A client's upgrade request.
   *
   * @param version such as {@code HTTP/1.1}
   */
  public record Request(String method, String version, Map<String, String> headers) {
    /** The value of the header {@code name}; empty when there is none. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /**
   * A server's refusal of a request.
   *
   * @param status of the HTTP response
   */
  public record Refusal(int status, String text) {

    /** The text, with the refused client inserted before the advice. */
    public String of(String client) {
      int advice = text.indexOf("; do: ");
      int end = advice < 0 ? text.length() : advice;
      return text.substring(0, end) + " from " + client + text.substring(end);
    }
  }

  private Upgrade() {}

  /** The subprotocol between {@code listener} and its peers. */
  public static String protocolOf(Identity listener) {
    return listener.name() + SUFFIX;
  }

  /** The subprotocol that a socket of {@code identity} requests when it connects. */
  public static String protocolToAsk(Identity identity) {
    return identity.peerName() + SUFFIX;
  }

  /** Why a socket of {@code listener} refuses {@code request}; empty: it does not. */
  public static Optional<Refusal> refusal(Request request, Identity listener) {
    if (!request.version.equals("HTTP/1.1")) {
      return no(505, "expected HTTP/1.1, got " + request.version);
    }
    if (!request.method.equals("GET")) {
      return no(405, "expected GET, got " + request.method);
    }
    if (!has(request.header("upgrade"), "websocket")
        || !has(request.header("connection"), "upgrade")) {
      return no(426, notUpgraded(request.header("upgrade"), request.header("connection")));
    }
    if (!request.header("sec-websocket-version").equals("13")) {
      return no(
          426,
          "expected Sec-WebSocket-Version 13, got \"%s\""
              .formatted(request.header("sec-websocket-version")));
    }
    String host = request.header("host");
    if (!isKey(request.header("sec-websocket-key")) || host.isEmpty() || host.contains(",")) {
      return no(
          400,
          "expected one Host and one Sec-WebSocket-Key of 16 bytes, got \"%s\" and \"%s\""
              .formatted(host, request.header("sec-websocket-key")));
    }
    if (request.headers.containsKey("transfer-encoding")
        || !request.headers.getOrDefault("content-length", "0").equals("0")) {
      return no(400, "expected a request without a body, got one with a body");
    }
    if (offered(request, listener).isEmpty()) {
      return no(
          400,
          "expected Sec-WebSocket-Protocol %s, got \"%s\""
              .formatted(protocolOf(listener), request.header("sec-websocket-protocol")));
    }
    return Optional.empty();
  }

  /** The response when the limit of peers is reached. It gives the client no details. */
  public static Refusal noRoom() {
    return new Refusal(503, "expected room for one more peer, got none");
  }

  /** The response to a client that the application refuses. It does not contain the reason. */
  public static Refusal forbidden() {
    return new Refusal(
        403, "expected a peer that the peer hook of this socket accepts, got one that it refuses");
  }

  private static String notUpgraded(String upgrade, String connection) {
    return "expected \"Upgrade: websocket\" and \"Connection: Upgrade\", got \"%s\" and \"%s\""
        .formatted(upgrade, connection);
  }

  private static Optional<Refusal> no(int status, String text) {
    return Optional.of(new Refusal(status, text));
  }

  private static boolean has(String list, String word) {
    for (String each : list.split(",", -1)) {
      if (each.strip().equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == 16;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The subprotocol in the client's spelling; empty: the client does not offer the right one. */
  private static String offered(Request request, Identity listener) {
    String right = protocolOf(listener);
    for (String each : request.header("sec-websocket-protocol").split(",", -1)) {
      if (each.strip().equalsIgnoreCase(right)) {
        return each.strip();
      }
    }
    return "";
  }

  /**
   * The headers of the response that accepts {@code request}. No others may be sent, except those
   * of {@link PingAgreement} to a client that requested them.
   */
  public static Map<String, String> acceptance(Request request, Identity listener) {
    return ordered(
        "Upgrade",
        "websocket",
        "Connection",
        "Upgrade",
        "Sec-WebSocket-Accept",
        accept(request.header("sec-websocket-key")),
        "Sec-WebSocket-Protocol",
        offered(request, listener));
  }

  /** The headers that a client sends after Host. */
  public static Map<String, String> wish(String key, Identity identity) {
    return ordered(
        "Upgrade",
        "websocket",
        "Connection",
        "Upgrade",
        "Sec-WebSocket-Key",
        key,
        "Sec-WebSocket-Version",
        "13",
        "Sec-WebSocket-Protocol",
        protocolToAsk(identity));
  }

  /**
   * What is wrong with a server's response to {@link #wish}; empty: nothing.
   *
   * @param mayOmitProtocol whether the server may omit the subprotocol
   */
  public static Optional<String> flaw(
      int status,
      Map<String, String> headers,
      String key,
      Identity identity,
      boolean mayOmitProtocol) {
    String protocol = headers.get("sec-websocket-protocol");
    if (status != 101) {
      return Optional.of("HTTP %d: %s".formatted(status, meaning(status, identity)));
    }
    if (!has(headers.getOrDefault("upgrade", ""), "websocket")
        || !has(headers.getOrDefault("connection", ""), "upgrade")) {
      return Optional.of(
          notUpgraded(headers.getOrDefault("upgrade", ""), headers.getOrDefault("connection", "")));
    }
    if (!accept(key).equals(headers.get("sec-websocket-accept"))) {
      return Optional.of(
          "expected the Sec-WebSocket-Accept %s, got %s"
              .formatted(accept(key), headers.getOrDefault("sec-websocket-accept", "none")));
    }
    if (protocol == null ? !mayOmitProtocol : !protocol.equalsIgnoreCase(protocolToAsk(identity))) {
      return Optional.of(
          "expected Sec-WebSocket-Protocol %s, got %s"
              .formatted(protocolToAsk(identity), protocol == null ? "none" : protocol));
    }
    return Optional.empty();
  }

  /** The meaning of a {@code status} other than 101. */
  private static String meaning(int status, Identity identity) {
    return switch (status) {
      case 401, 403 -> "the server refuses this client; do: see its log";
      case 404 ->
          "no WebSocket of a %s socket there; do: check the path".formatted(identity.peerName());
      case 421 -> "the server does not accept this host name; do: add it to webSocket.hosts there";
      case 503 ->
          "the server has no room for one more peer, or no open socket there; do: see its log";
      default ->
          "no WebSocket of a %s socket there; do: check port, path and protocol"
              .formatted(identity.peerName());
    };
  }

  /** The Sec-WebSocket-Accept header. It proves that the server has read the client's key. */
  static String accept(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has this algorithm
    }
  }

  private static Map<String, String> ordered(String... namesAndValues) {
    Map<String, String> result = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      result.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return result;
  }

  /** {@code name} in the spelling of {@link Request}. */
  public static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
