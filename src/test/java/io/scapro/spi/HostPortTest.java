package io.scapro.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  private static HostPort toBind(String rest, boolean ipv4Only) {
    return HostPort.toBind(Address.parse("tcp://" + rest), ipv4Only);
  }

  private static HostPort toConnect(String rest, boolean ipv4Only) {
    return HostPort.toConnect(Address.parse("tcp://" + rest), ipv4Only);
  }

  private static void assertRefused(String rest, Runnable parse) {
    SpException refusal = assertThrows(SpException.class, parse::run, rest);
    assertEquals(Reason.BAD_ADDRESS, refusal.reason());
    String text = refusal.getMessage();
    assertTrue(text.startsWith("expected") && text.endsWith("got \"tcp://" + rest + '"'), text);
  }

  @ParameterizedTest
  @CsvSource({
    "*:5555, 0.0.0.0, 5555",
    ":5555, 0.0.0.0, 5555",
    "*:0, 0.0.0.0, 0",
    "127.0.0.1:5555, 127.0.0.1, 5555",
    "127.0.0.1:65535, 127.0.0.1, 65535",
    "localhost:5555, localhost, 5555",
    "my-host.example:80, my-host.example, 80",
  })
  void readsWhereToBind(String rest, String host, int port) {
    assertEquals(new HostPort(host, port, Optional.empty()), toBind(rest, true));
  }

  @ParameterizedTest
  @CsvSource({
    "[::1]:5555, ::1, 5555",
    "[::1%25251]:5555, ::1%251, 5555",
    "localhost.:5555, localhost., 5555",
    "[::]:0, ::, 0",
    "*:5555, ::, 5555",
    ":5555, ::, 5555",
    "[fe80::1%1]:5555, fe80::1%1, 5555",
    "[::ffff:127.0.0.1]:5555, ::ffff:127.0.0.1, 5555",
    "127.0.0.1:5555, 127.0.0.1, 5555",
  })
  void readsWhereToBindWithIpv6(String rest, String host, int port) {
    assertEquals(new HostPort(host, port, Optional.empty()), toBind(rest, false));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:5555, 127.0.0.1, 5555,",
    "localhost:1, localhost, 1,",
    "a.b-c.d_e:65535, a.b-c.d_e, 65535,",
    "127.0.0.1;localhost:5555, localhost, 5555, 127.0.0.1",
    "127.0.0.1;127.0.0.2:5555, 127.0.0.2, 5555, 127.0.0.1",
  })
  void readsWhereToConnect(String rest, String host, int port, String local) {
    assertEquals(new HostPort(host, port, Optional.ofNullable(local)), toConnect(rest, true));
  }

  @Test
  void readsWhereToConnectWithIpv6() {
    assertEquals(new HostPort("::1", 5555, Optional.empty()), toConnect("[::1]:5555", false));
    assertEquals(
        new HostPort("::1", 5555, Optional.of("::1")), toConnect("[::1];[::1]:5555", false));
  }

  @ParameterizedTest
  @CsvSource({
    "[fe80::1%eth0]:5555, fe80::1%eth0, fe80::1",
    "[fe80::1%25eth0]:5555, fe80::1%eth0, fe80::1",
    "[fe80::1%25]:5555, fe80::1%25, fe80::1",
    "[::ffff:127.0.0.1]:5555, ::ffff:127.0.0.1, ::ffff:127.0.0.1",
    "127.0.0.1:5555, 127.0.0.1, 127.0.0.1",
    "localhost.:5555, localhost., localhost",
    "a.b:5555, a.b, a.b",
  })
  void zonesAndTheLastDotAreNoPartOfATlsName(String rest, String host, String tlsName) {
    HostPort to = toConnect(rest, false);
    assertEquals(host, to.host());
    assertEquals(tlsName, to.tlsName());
  }

  @Test
  void writesWhatItReads() {
    assertEquals("127.0.0.1:1", toBind("127.0.0.1:1", true).toString());
    assertEquals("[::1]:1", toBind("[::1]:1", false).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*:",
        "*:5555",
        "*:1000000",
        "*:some_port",
        "eth10000;127.0.0.1:5555",
        "127.0.0.1",
        ":5555",
        "-hostname:5555",
        "abc.123.---.#:5555",
        "[::1]:5555",
        "abc...123:5555",
        ".123:5555",
        "",
        ":",
        "127.0.0.1:0",
        "127.0.0.1:-1",
        "127.0.0.1:+1",
        "127.0.0.1:65536",
        "127.0.0.1:5555/",
        "127.0.0.1:5555?x",
        "127.0.0.1:\u0665",
        "user@127.0.0.1:5555",
        "::1:5555",
        "[::1",
        "[]:5555",
        "256.0.0.1:5555",
        "1.2.3:5555",
        "1.2.3.4.5:5555",
        "host name:5555",
        ";127.0.0.1:5555",
        "127.0.0.1;:5555",
        "host-:5555",
        ".:5555",
        "host..:5555",
      })
  void refusesWhereNobodyCanConnect(String rest) {
    assertRefused(rest, () -> toConnect(rest, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:",
        "127.0.0.1:1000000",
        "127.0.0.1",
        "*",
        "**:5555",
        "[::1]:5555",
        "-hostname:5555",
        "abc...123:5555",
        "127.0.0.1;127.0.0.1:5555",
        "",
      })
  void refusesWhereNobodyCanBind(String rest) {
    assertRefused(rest, () -> toBind(rest, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[::g]:5555",
        "[1::2::3]:5555",
        "[127.0.0.1:5555",
        "[::1%]:5555",
        "[zz]:5555",
        "[127.0.0.1]:5555",
        "[localhost]:5555",
        "[]:5555",
        "[1.2:3:4]:5555",
        "[::1]1:5555",
        "[[::1:5555",
        "[[::1]]:5555",
        "[::1]]:5555",
        "[::1][::1]:5555",
        "[:5555"
      })
  void refusesWhatIsNoIpv6Address(String rest) {
    assertRefused(rest, () -> toBind(rest, false));
    assertRefused(rest, () -> toConnect(rest, false));
  }

  @Test
  void refusesNamesThatAreTooLong() {
    String label = "a".repeat(63);
    String longest = String.join(".", label, label, label, label);
    assertEquals(255, longest.length());
    assertEquals(longest, toConnect(longest + ":1", true).host());
    assertRefused(longest + "a:1", () -> toConnect(longest + "a:1", true));
    assertRefused(label + "a:1", () -> toConnect(label + "a:1", true));
  }
}
