package io.scapro.transport.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** URLs of ws and wss: nothing of them can end a line of the HTTP request. */
class WebSocketAddressFuzzTest {

  @FuzzTest
  void url(byte[] data) {
    String rest = new String(data, StandardCharsets.UTF_8);
    for (String scheme : new String[] {"ws", "wss"}) {
      Address address = new Address(scheme, rest);
      accepted(() -> WebSocketAddress.toBind(address, false)).ifPresent(at -> check(at, scheme));
      accepted(() -> WebSocketAddress.toConnect(address, false))
          .ifPresent(
              at -> {
                check(at, scheme);
                assertFalse(at.authority().contains("%"), at::authority);
                WebSocketAddress again = WebSocketAddress.toConnect(at.address(), false);
                assertEquals(at.path(), again.path());
                assertEquals(at.at().host(), again.at().host());
                assertEquals(at.at().port(), again.at().port());
              });
    }
  }

  private static void check(WebSocketAddress at, String scheme) {
    assertTrue(at.path().startsWith("/"), at::path);
    assertTrue(at.pathOnly().startsWith("/") && !at.pathOnly().contains("?"), at::pathOnly);
    assertEquals(scheme.equals("wss"), at.isSecure());
    String sent = at.authority() + at.path();
    assertTrue(sent.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#'), sent);
    assertFalse(at.authority().contains("/") || at.authority().contains("?"), at::authority);
    assertEquals(1, at.onPort(1).at().port());
  }

  private static <T> Optional<T> accepted(Supplier<T> parse) {
    try {
      return Optional.of(parse.get());
    } catch (SpException expected) {
      assertEquals(Reason.BAD_ADDRESS, expected.reason());
      assertTrue(expected.getMessage().startsWith("expected "), expected.getMessage());
      return Optional.empty();
    }
  }
}
