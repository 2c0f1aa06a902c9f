package io.scapro.transport.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.scapro.Identity;
import io.scapro.fuzz.Pieces;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.RawWebSocket;
import io.scapro.wire.PingAgreement;
import io.scapro.wire.Upgrade;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP upgrade, from bytes: an accepted request has what RFC 6455 requires, a refusal has a
 * status and a text, in any pieces; the response cannot be made to have other lines.
 */
class UpgradeFuzzTest {

  private static final Identity REP = RepSocket.IDENTITY;
  private static final Identity REQ = ReqSocket.IDENTITY;
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final Set<Integer> STATUSES = Set.of(400, 405, 414, 426, 431, 505);

  private static HttpDecoderConfig bounds() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(HttpHeads.LONGEST_LINE)
        .setMaxHeaderSize(HttpHeads.LONGEST_HEADERS);
  }

  // ---- requests ----

  @FuzzTest
  void request(byte[] data) {
    String result = answer(data, false);
    assertEquals(result, answer(data, true), "expected the same in pieces");
  }

  /** What a listener does with {@code data}. */
  private static String answer(byte[] data, boolean pieces) {
    HttpMessage head = head(data, pieces, new EmptyTarget(), new HttpServerCodec(bounds()));
    if (!(head instanceof HttpRequest request)) {
      return "no request";
    }
    if (request.decoderResult().isFailure()) {
      return refused(HttpHeads.refusal(request.decoderResult().cause()));
    }
    Upgrade.Request asked =
        new Upgrade.Request(
            request.method().name(),
            request.protocolVersion().text(),
            HttpHeads.of(request.headers()));
    Optional<Upgrade.Refusal> refusal = Upgrade.refusal(asked, REP);
    return refusal.map(UpgradeFuzzTest::refused).orElseGet(() -> accepted(request, asked));
  }

  private static String refused(Upgrade.Refusal refusal) {
    assertTrue(STATUSES.contains(refusal.status()), refusal::toString);
    assertTrue(refusal.text().startsWith("expected "), refusal::text);
    String named = refusal.of("1.2.3.4:5");
    assertTrue(named.contains(" from 1.2.3.4:5"), named);
    return refusal.toString();
  }

  private static String accepted(HttpRequest request, Upgrade.Request asked) {
    assertEquals("GET HTTP/1.1", request.method() + " " + request.protocolVersion());
    assertEquals(1, request.headers().getAll("Host").size());
    assertEquals(1, request.headers().getAll("Sec-WebSocket-Key").size());
    assertFalse(request.headers().contains("Transfer-Encoding"));
    assertTrue(request.headers().containsValue("Connection", "Upgrade", true));
    assertTrue(request.headers().containsValue("Upgrade", "websocket", true));
    Map<String, String> response = Upgrade.acceptance(asked, REP);
    assertEquals(
        RawWebSocket.acceptOf(request.headers().get("Sec-WebSocket-Key")),
        response.get("Sec-WebSocket-Accept"));
    String chosen = response.get("Sec-WebSocket-Protocol");
    assertTrue(Upgrade.protocolOf(REP).equalsIgnoreCase(chosen), chosen);
    assertTrue(
        request
            .headers()
            .getAsString("Sec-WebSocket-Protocol")
            .concat(String.join(",", request.headers().getAll("Sec-WebSocket-Protocol")))
            .contains(chosen));
    Optional<Long> pings = PingAgreement.told(asked.headers()).map(Duration::toMillis);
    assertTrue(pings.orElse(1L) > 0);
    return response.toString() + pings;
  }

  /** The first message that the handlers make of {@code data}; null: none. */
  private static @Nullable HttpMessage head(
      byte[] data, boolean pieces, ChannelHandler... handlers) {
    EmbeddedChannel channel = new EmbeddedChannel(handlers);
    try {
      if (pieces) {
        Pieces.random(
            data,
            (from, to) ->
                channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(data, from, to))));
      } else {
        channel.writeInbound(Unpooled.wrappedBuffer(data.clone()));
      }
      return channel.readInbound() instanceof HttpMessage first ? first : null;
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  // ---- responses ----

  @FuzzTest
  void response(byte[] data) {
    String result = flaw(data, false);
    assertEquals(result, flaw(data, true), "expected the same in pieces");
  }

  private static String flaw(byte[] data, boolean pieces) {
    HttpClientCodec codec = new HttpClientCodec(bounds(), false, false);
    HttpMessage head = answered(data, pieces, codec);
    if (!(head instanceof HttpResponse response)) {
      return "no response";
    }
    if (response.decoderResult().isFailure()) {
      return "no HTTP";
    }
    int status = response.status().code();
    Map<String, String> headers = HttpHeads.of(response.headers());
    Optional<String> strict = Upgrade.flaw(status, headers, KEY, REQ, false);
    Optional<String> lax = Upgrade.flaw(status, headers, KEY, REQ, true);
    assertTrue(strict.isPresent() || lax.isEmpty());
    lax.ifPresent(text -> assertEquals(strict, Optional.of(text)));
    if (lax.isEmpty()) {
      assertEquals(101, status);
      assertEquals(RawWebSocket.acceptOf(KEY), response.headers().get("Sec-WebSocket-Accept"));
      boolean named = response.headers().contains("Sec-WebSocket-Protocol");
      assertEquals(named, strict.isEmpty());
    }
    return status + " " + strict;
  }

  /** The response to a request of {@link Upgrade#wish}; the codec must have seen a request. */
  private static @Nullable HttpMessage answered(
      byte[] data, boolean pieces, HttpClientCodec codec) {
    EmbeddedChannel channel = new EmbeddedChannel(codec);
    try {
      DefaultFullHttpRequest request =
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
      request.headers().set("Host", "localhost");
      Upgrade.wish(KEY, REQ).forEach(request.headers()::set);
      channel.writeOutbound(request);
      ownRequestIsAccepted(channel);
      Pieces.Piece piece =
          (from, to) ->
              channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(data, from, to)));
      if (pieces) {
        Pieces.random(data, piece);
      } else {
        piece.of(0, data.length);
      }
      return channel.readInbound() instanceof HttpMessage first ? first : null;
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static void ownRequestIsAccepted(EmbeddedChannel channel) {
    EmbeddedChannel server = new EmbeddedChannel(new EmptyTarget(), new HttpServerCodec(bounds()));
    try {
      Object part;
      while ((part = channel.readOutbound()) != null) {
        server.writeInbound(part);
      }
      HttpRequest request = server.readInbound();
      Upgrade.Request asked =
          new Upgrade.Request("GET", "HTTP/1.1", HttpHeads.of(request.headers()));
      assertEquals(Optional.empty(), Upgrade.refusal(asked, REP));
      ReferenceCountUtil.release(request);
    } finally {
      server.finishAndReleaseAll();
    }
  }
}
