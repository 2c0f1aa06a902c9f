package io.scapro.transport.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRouteTest {

  /** What the resolver was asked, and what it answers. */
  private static final class FakeNames implements HostNames {
    private final List<String> asked = new ArrayList<>();
    private final List<Promise<List<InetAddress>>> answers = new ArrayList<>();
    private boolean closed;

    @Override
    public Future<List<InetAddress>> resolve(String name) {
      asked.add(name);
      answers.add(Promise.promise());
      return answers.get(answers.size() - 1).future();
    }

    void answer(String... literals) {
      answers.get(answers.size() - 1).complete(Stream.of(literals).map(FakeNames::of).toList());
    }

    private static InetAddress of(String literal) {
      try {
        return InetAddress.getByName(literal);
      } catch (UnknownHostException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final FakeNames names = new FakeNames();

  private HostRoute route(String rest, boolean ipv4Only) {
    HostPort to = HostPort.toConnect(Address.parse("tcp://" + rest), ipv4Only);
    return new HostRoute(to, "tcp://" + rest, ipv4Only, names);
  }

  private static String text(Future<List<SocketAddress>> addresses) {
    return String.join(" ", addresses.result().stream().map(SocketAddress::host).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "name:1, false, 192.0.2.1 192.0.2.2 2001:db8::1 2001:db8::2 2001:db8::3,"
        + " 2001:db8::1 192.0.2.1 2001:db8::2 192.0.2.2 2001:db8::3",
    "name:1, false, 192.0.2.2 192.0.2.1, 192.0.2.2 192.0.2.1",
    "name:1, false, ::1 127.0.0.1, ::1 127.0.0.1",
    "name:1, false, 127.0.0.1 ::1 127.0.0.1, ::1 127.0.0.1",
    "name:1, true, ::1 127.0.0.1, 127.0.0.1",
    "127.0.0.1;name:1, false, ::1 127.0.0.1, 127.0.0.1",
    "[::1];name:1, false, ::1 127.0.0.1, ::1",
  })
  void bothFamiliesTakeTurns(String rest, boolean ipv4Only, String found, String tried) {
    Future<List<SocketAddress>> addresses = route(rest, ipv4Only).addresses();
    names.answer(found.split(" "));
    assertEquals(tried, text(addresses));
  }

  @Test
  void aNameWithoutTheWantedFamilyIsUnreachable() {
    HostRoute route = route("name:1", true);
    Future<List<SocketAddress>> addresses = route.addresses();
    names.answer("::1");
    SpException cause = route.unknown(addresses.cause());
    assertEquals(Reason.UNREACHABLE, cause.reason());
    assertTrue(
        cause.getMessage().contains("expected an IPv4 address of name, got"), cause.getMessage());
  }

  @Test
  void eachAttemptAsksAnew() {
    HostRoute route = route("name:1", false);
    Future<List<SocketAddress>> first = route.addresses();
    names.answer("192.0.2.1");
    Future<List<SocketAddress>> second = route.addresses();
    names.answer("192.0.2.2");
    assertEquals("192.0.2.1", text(first));
    assertEquals("192.0.2.2", text(second));
  }

  @Test
  void aLookupThatHangsIsNotStartedTwice() {
    HostRoute route = route("name:1", false);
    route.addresses();
    Future<List<SocketAddress>> second = route.addresses();
    assertEquals(List.of("name"), names.asked);
    names.answer("192.0.2.1");
    assertEquals("192.0.2.1", text(second));
    route.close();
    assertTrue(names.closed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:1", "[::1]:1", "[::1%1]:1", "[::1%251]:1", "[::ffff:127.0.0.1]:1"})
  void literalsAreNeverLookedUp(String rest) {
    Future<List<SocketAddress>> addresses = route(rest, false).addresses();
    assertEquals(1, addresses.result().size());
    assertEquals(List.of(), names.asked);
  }

  @Test
  void aZoneIsKept() {
    Future<List<SocketAddress>> addresses = route("[fe80::1%251]:1", false).addresses();
    assertTrue(addresses.result().get(0).hostAddress().endsWith("%1"), addresses.toString());
  }

  @Test
  void aZoneThatIsNoInterfaceIsUnreachable() {
    HostRoute route = route("[fe80::1%nosuch]:1", false);
    SpException cause = route.unknown(route.addresses().cause());
    assertEquals(Reason.UNREACHABLE, cause.reason());
    assertTrue(cause.getMessage().contains("got \"nosuch\""), cause.getMessage());
  }

  @Test
  void theErrorNamesEachAddressAndWhy() {
    HostRoute route = route("name:1", false);
    Map<SocketAddress, Throwable> failures = new LinkedHashMap<>();
    failures.put(SocketAddress.inetSocketAddress(1, "::1"), new ConnectException("refused"));
    failures.put(
        SocketAddress.inetSocketAddress(1, "127.0.0.1"),
        new SpException(Reason.PROTOCOL, "expected SP, got HTTP"));
    SpException cause = route.unconnected(failures);
    assertEquals(
        "connect to tcp://name:1: [::1]:1: refused; 127.0.0.1:1: expected SP, got HTTP",
        cause.getMessage());
    assertEquals(Reason.PROTOCOL, cause.reason()); // it tells more than REFUSED
    assertFalse(names.closed);
  }
}
