package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The request of a client, the answer of a server, and what each refuses of the other. */
class UpgradeTest {

  private static final Identity REP = new Identity("rep", 0x31, "req", 0x30);
  private static final Identity REQ = new Identity("req", 0x30, "rep", 0x31);

  /** The key and the answer of RFC 6455, section 1.3. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  /** In the form that both sides read: names in lower case. */
  private static Map<String, String> lower(Map<String, String> headers) {
    Map<String, String> result = new LinkedHashMap<>();
    headers.forEach((name, value) -> result.put(Upgrade.lower(name), value));
    return result;
  }

  private static Map<String, String> wish() {
    Map<String, String> headers = lower(Upgrade.wish(KEY, REQ));
    headers.put("host", "example.org");
    return headers;
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> headers = wish();
    headers.put(name, value);
    return headers;
  }

  private static Optional<Upgrade.Refusal> refusal(Map<String, String> headers) {
    return Upgrade.refusal(new Upgrade.Request("GET", "HTTP/1.1", headers), REP);
  }

  @Test
  void clientAsksForTheProtocolOfItsPeer() {
    assertEquals("rep.sp.nanomsg.org", Upgrade.protocolToAsk(REQ));
    assertEquals("rep.sp.nanomsg.org", Upgrade.protocolOf(REP));
    assertEquals(
        List.of(
            "Upgrade=websocket",
            "Connection=Upgrade",
            "Sec-WebSocket-Key=" + KEY,
            "Sec-WebSocket-Version=13",
            "Sec-WebSocket-Protocol=rep.sp.nanomsg.org"),
        Upgrade.wish(KEY, REQ).entrySet().stream().map(Object::toString).toList());
  }

  @Test
  void serverAcceptsWhatTheClientAsks() {
    assertEquals(Optional.empty(), refusal(wish()));
    assertEquals(
        List.of(
            "Upgrade=websocket",
            "Connection=Upgrade",
            "Sec-WebSocket-Accept=" + ACCEPT,
            "Sec-WebSocket-Protocol=REP.sp.nanomsg.org"),
        Upgrade.acceptance(
                new Upgrade.Request(
                    "GET",
                    "HTTP/1.1",
                    with("sec-websocket-protocol", "mqtt, REP.sp.nanomsg.org ,x")),
                REP)
            .entrySet()
            .stream()
            .map(Object::toString)
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          upgrade, 'h2c, WebSocket'
          connection, 'keep-alive, UPGRADE'
          sec-websocket-protocol, 'a, rep.sp.nanomsg.org'
          content-length, 0
          """)
  void serverAcceptsListsAndAnyCase(String header, String value) {
    assertEquals(Optional.empty(), refusal(with(header, value)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          upgrade, h2c, 426, 'got "h2c" and "Upgrade"'
          connection, close, 426, 'got "websocket" and "close"'
          sec-websocket-version, 8, 426, 'expected Sec-WebSocket-Version 13, got "8"'
          host, '', 400, 'got "" and'
          host, 'a,b', 400, 'got "a,b" and'
          sec-websocket-key, short, 400, 'and "short"'
          sec-websocket-key, '!', 400, 'and "!"'
          sec-websocket-key, 'c2hvcnQ=', 400, 'and "c2hvcnQ="'
          transfer-encoding, chunked, 400, 'expected a request without a body'
          content-length, 1, 400, 'expected a request without a body'
          sec-websocket-protocol, pub.sp.nanomsg.org, 400, 'rep.sp.nanomsg.org, got "pub.sp.nanomsg'
          """)
  void serverRefuses(String header, String value, int status, String text) {
    Upgrade.Refusal refusal = refusal(with(header, value)).orElseThrow();
    assertEquals(status, refusal.status());
    assertTrue(refusal.text().contains(text), refusal.text());
  }

  @ParameterizedTest
  @CsvSource({"POST, HTTP/1.1, 405, POST", "GET, HTTP/1.0, 505, HTTP/1.0"})
  void serverRefusesMethodsAndVersions(String method, String version, int status, String got) {
    Upgrade.Refusal refusal =
        Upgrade.refusal(new Upgrade.Request(method, version, wish()), REP).orElseThrow();
    assertEquals(status, refusal.status());
    assertTrue(refusal.text().endsWith("got " + got), refusal.text());
  }

  @Test
  void refusalNamesTheClientBeforeTheAdvice() {
    assertEquals("expected a, got b from x", new Upgrade.Refusal(400, "expected a, got b").of("x"));
    assertEquals(
        "expected a, got b from x; do: c",
        new Upgrade.Refusal(400, "expected a, got b; do: c").of("x"));
    assertEquals(" from x; do: c", new Upgrade.Refusal(400, "; do: c").of("x"));
    assertEquals(503, Upgrade.noRoom().status());
    assertEquals(403, Upgrade.forbidden().status());
  }

  // ---- the client's side ----

  private static Map<String, String> response(String name, String value) {
    Map<String, String> headers =
        lower(Upgrade.acceptance(new Upgrade.Request("GET", "HTTP/1.1", wish()), REP));
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return headers;
  }

  private static String flaw(int status, Map<String, String> headers, boolean mayOmit) {
    return Upgrade.flaw(status, headers, KEY, REQ, mayOmit).orElse("");
  }

  @Test
  void clientAcceptsTheAnswer() {
    assertEquals("", flaw(101, response("x", "y"), false));
    assertEquals("", flaw(101, response("sec-websocket-protocol", "REP.sp.nanomsg.org"), false));
    assertEquals("", flaw(101, response("sec-websocket-protocol", null), true));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          upgrade, h2c, 'got "h2c" and "Upgrade"'
          connection, close, 'got "websocket" and "close"'
          sec-websocket-accept, x, 'got x'
          sec-websocket-protocol, pub.sp.nanomsg.org, 'got pub.sp.nanomsg.org'
          """)
  void clientRefuses(String header, String value, String text) {
    for (boolean mayOmit : new boolean[] {true, false}) {
      String flaw = flaw(101, response(header, value), mayOmit);
      assertTrue(flaw.startsWith("expected ") && flaw.endsWith(text), flaw);
    }
  }

  @Test
  void clientRefusesAnAnswerWithoutAHeader() {
    for (String header :
        List.of("upgrade", "connection", "sec-websocket-accept", "sec-websocket-protocol")) {
      assertTrue(flaw(101, response(header, null), false).startsWith("expected "), header);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          401, 'the server refuses this client'
          403, 'the server refuses this client'
          404, 'no WebSocket of a rep socket there; do: check the path'
          421, 'the server does not accept this host name'
          503, 'the server has no room'
          500, 'no WebSocket of a rep socket there; do: check port, path and protocol'
          """)
  void clientExplainsTheStatus(int status, String text) {
    String flaw = flaw(status, response("x", "y"), true);
    assertTrue(flaw.startsWith("HTTP " + status + ": " + text), flaw);
  }
}
