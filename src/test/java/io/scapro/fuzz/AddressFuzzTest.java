package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** URLs with host and port: what is accepted reads the same again, and never needs a resolver. */
class AddressFuzzTest {

  @FuzzTest
  void hostAndPort(byte[] data) {
    String url = new String(data, StandardCharsets.UTF_8);
    Optional<Address> parsed = accepted(url, () -> Address.parse(url));
    if (parsed.isEmpty()) {
      return;
    }
    Address address = parsed.get();
    assertEquals(address, Address.parse(address.toString()));
    assertTrue(url.toLowerCase(Locale.ROOT).startsWith(address.scheme() + "://"));
    assertTrue(url.endsWith("://" + address.rest()));
    Optional<HostPort> bound = accepted(url, () -> HostPort.toBind(address, false));
    Optional<HostPort> connected = accepted(url, () -> HostPort.toConnect(address, false));
    bound.ifPresent(AddressFuzzTest::check);
    connected.ifPresent(AddressFuzzTest::check);
    connected.ifPresent(
        at -> {
          assertTrue(at.port() > 0);
          Address again = new Address("tcp", at.toString());
          HostPort same = HostPort.toConnect(again, false);
          assertEquals(at.host(), same.host());
          assertEquals(at.port(), same.port());
        });
    accepted(url, () -> HostPort.toConnect(address, true))
        .ifPresent(at -> assertEquals(connected, Optional.of(at)));
    accepted(url, () -> HostPort.toBind(address, true))
        .ifPresent(at -> assertFalse(at.host().contains(":"), at::host));
  }

  private static void check(HostPort at) {
    assertTrue(at.port() >= 0 && at.port() <= 65_535);
    assertTrue(at.host().chars().allMatch(c -> c > ' ' && c < 0x7f), at::host);
    assertFalse(at.tlsName().contains("%") || at.tlsName().endsWith("."), at::tlsName);
    if (at.isLiteral()) {
      literal(at);
    }
  }

  private static void literal(HostPort at) {
    try {
      InetAddress address = at.literal();
      assertEquals(at.host().contains(":"), at.toString().startsWith("["));
      assertTrue(at.host().contains(":") || address.getHostAddress().contains("."));
    } catch (UnknownHostException noSuchZone) {
      assertTrue(at.host().contains("%"), at::host);
    }
  }

  private static <T> Optional<T> accepted(String url, Supplier<T> parse) {
    try {
      return Optional.of(parse.get());
    } catch (SpException expected) {
      assertEquals(Reason.BAD_ADDRESS, expected.reason());
      String text = expected.getMessage();
      assertTrue(text.startsWith("expected "), text);
      int rest = Math.max(0, url.indexOf("://"));
      assertTrue(text.endsWith(url.substring(rest) + '"'), text);
      return Optional.empty();
    }
  }
}
