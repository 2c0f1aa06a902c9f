package io.scapro.spi;

import io.scapro.Address;
import io.scapro.Arguments;
import io.scapro.SpException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code host:port} form of an address. It accepts the forms of nanomsg, nng and mangos.
 *
 * <p>To bind: {@code *:5555}, {@code :5555} (all interfaces), {@code 127.0.0.1:5555}, {@code
 * [::1]:5555}, or a host name. Port 0: any free port. All interfaces means IPv6 and IPv4. It means
 * IPv4 alone if {@code ipv4Only} is set or the machine has no IPv6. A host name binds one address;
 * IPv4 is preferred. To connect: {@code host:5555}, or {@code interface;host:5555}, where {@code
 * interface} is the IP address of the local interface to connect from.
 *
 * <p>An IPv6 address may have a zone, which is the name or the index of an interface: {@code
 * [fe80::1%eth0]:5555}. {@code %25}, as in URLs, is read as {@code %}. A host name may end with a
 * dot.
 *
 * @param host a name, or an address without brackets; {@code 0.0.0.0} or {@code ::} for all
 *     interfaces
 * @param port 0 to 65535
 * @param local the local address to connect from
 */
public record HostPort(String host, int port, Optional<String> local) {

  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
  private static final Pattern NUMBERS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final String BIND_FORM = "host:port, *:port or [ipv6]:port";
  private static final String CONNECT_FORM = "host:port or [ipv6]:port";

  /**
   * Checks that no component is null, and that the port is in its range.
   *
   * @param host see {@link #host}
   * @param port see {@link #port}
   * @param local see {@link #local}
   */
  public HostPort {
    Objects.requireNonNull(host, "host");
    Arguments.between(0, 65_535, port, "port");
    Objects.requireNonNull(local, "local");
  }

  /**
   * Parses an address to bind.
   *
   * @param address such as {@code tcp://*:5555}
   * @param ipv4Only whether IPv6 addresses are refused
   * @return host and port
   * @throws SpException BAD_ADDRESS
   */
  public static HostPort toBind(Address address, boolean ipv4Only) {
    Objects.requireNonNull(address, "address");
    HostPort parsed = split(address, address.rest(), BIND_FORM, Optional.empty());
    String host = parsed.host;
    if (host.isEmpty() || host.equals("*")) {
      String every = ipv4Only || !IpLiteral.machineHasIpv6() ? "0.0.0.0" : "::";
      return new HostPort(every, parsed.port, Optional.empty());
    }
    check(address, host, ipv4Only, BIND_FORM);
    if (host.indexOf('%') >= 0) {
      checkZone(address, parsed);
    }
    return parsed;
  }

  /**
   * Parses an address to connect to.
   *
   * @param address such as {@code tcp://localhost:5555}
   * @param ipv4Only whether IPv6 addresses are refused
   * @return host and port; the port is not 0
   * @throws SpException BAD_ADDRESS
   */
  public static HostPort toConnect(Address address, boolean ipv4Only) {
    Objects.requireNonNull(address, "address");
    int semicolon = address.rest().indexOf(';');
    String remote = address.rest().substring(semicolon + 1);
    Optional<String> local = Optional.empty();
    if (semicolon >= 0) {
      String name = unbracket(address, address.rest().substring(0, semicolon));
      if (!IpLiteral.is(name)) {
        throw address.bad("an interface given by its address, as 127.0.0.1;host:port");
      }
      local = Optional.of(name);
    }
    HostPort parsed = split(address, remote, CONNECT_FORM, local);
    if (parsed.port == 0) {
      throw address.bad("a port from 1 to 65535");
    }
    check(address, parsed.host, ipv4Only, CONNECT_FORM);
    return parsed;
  }

  /** {@return {@code host:port}, with brackets around an IPv6 address} */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
  }

  /** {@return whether the host is an IP address, which needs no resolver} */
  public boolean isLiteral() {
    return IpLiteral.is(host);
  }

  /**
   * {@return the host as an address, without resolving names}
   *
   * @throws UnknownHostException the host is a name, or its zone is no interface of this machine
   */
  public InetAddress literal() throws UnknownHostException {
    return IpLiteral.address(host);
  }

  /**
   * {@return the host as it is written in certificates: without a zone and without a dot at the
   * end}
   */
  public String tlsName() {
    return IpLiteral.is(host) ? host.replaceFirst("%.*", "") : withoutDot(host);
  }

  private static HostPort split(Address address, String text, String form, Optional<String> local) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || colon < text.lastIndexOf(']')) {
      throw address.bad(form);
    }
    String host = text.substring(0, colon);
    if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
      throw address.bad("an IPv6 address in brackets, as [::1]:port");
    }
    return new HostPort(unbracket(address, host), port(address, text.substring(colon + 1)), local);
  }

  private static int port(Address address, String text) {
    if (!text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int port = Integer.parseInt(text);
      if (port <= 65535) {
        return port;
      }
    }
    throw address.bad("a port from 0 to 65535 after the last colon");
  }

  private static void check(Address address, String host, boolean ipv4Only, String form) {
    if (host.indexOf(':') >= 0) {
      if (ipv4Only) {
        throw address.bad("an IPv4 address (set tcp.ipv4Only to false for IPv6)");
      }
    } else if (NUMBERS_AND_DOTS.matcher(host).matches()) {
      if (!IpLiteral.is(host)) {
        throw address.bad("four numbers from 0 to 255 in an IPv4 address");
      }
    } else if (!isName(host)) {
      throw address.bad(form);
    }
  }

  private static void checkZone(Address address, HostPort at) {
    try {
      at.literal();
    } catch (UnknownHostException e) {
      throw address.bad("the name or index of an interface of this machine behind %");
    }
  }

  private static boolean isName(String host) {
    String name = withoutDot(host);
    if (name.isEmpty() || name.length() > 255) {
      return false;
    }
    for (String label : name.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static String unbracket(Address address, String host) {
    if (!host.startsWith("[")) {
      return host;
    }
    int last = host.length() - 1;
    String literal =
        host.indexOf(']') == last ? host.substring(1, last).replaceFirst("%25(?=.)", "%") : "";
    if (literal.indexOf(':') < 0 || !IpLiteral.is(literal)) {
      throw address.bad("an IPv6 address in the brackets");
    }
    return literal;
  }
}
