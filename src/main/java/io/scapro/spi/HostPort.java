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
 * The {@code host:port} form of an address, as nanomsg, nng and mangos write it, all accepted.
 *
 * <p>To bind: {@code *:5555}, {@code :5555} (every interface), {@code 127.0.0.1:5555}, {@code
 * [::1]:5555}, a host name; port 0 asks for a free port. To connect: {@code host:5555}, and {@code
 * interface;host:5555} to leave by the interface with that address.
 *
 * @param host a name or an address without brackets; {@code 0.0.0.0} or {@code ::} for every
 *     interface
 * @param port 0 to 65535
 * @param local the local address to connect from
 */
public record HostPort(String host, int port, Optional<String> local) {

  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
  private static final Pattern NUMBERS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final String BIND_FORM = "host:port, *:port or [ipv6]:port";
  private static final String CONNECT_FORM = "host:port or [ipv6]:port";

  public HostPort {
    Objects.requireNonNull(host, "host");
    Arguments.between(0, 65_535, port, "port");
    Objects.requireNonNull(local, "local");
  }

  /**
   * @throws SpException BAD_ADDRESS
   */
  public static HostPort toBind(Address address, boolean ipv4Only) {
    Objects.requireNonNull(address, "address");
    HostPort parsed = split(address, address.rest(), BIND_FORM, Optional.empty());
    String host = parsed.host;
    if (host.isEmpty() || host.equals("*")) {
      return new HostPort(ipv4Only ? "0.0.0.0" : "::", parsed.port, Optional.empty());
    }
    check(address, host, ipv4Only, BIND_FORM);
    return parsed;
  }

  /**
   * @throws SpException BAD_ADDRESS
   */
  public static HostPort toConnect(Address address, boolean ipv4Only) {
    Objects.requireNonNull(address, "address");
    int semicolon = address.rest().indexOf(';');
    String remote = address.rest().substring(semicolon + 1);
    Optional<String> local = Optional.empty();
    if (semicolon >= 0) {
      String name = unbracket(address.rest().substring(0, semicolon));
      if (!isLiteral(name)) {
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

  /** {@code host:port}, with brackets where the host needs them. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
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
    return new HostPort(unbracket(host), port(address, text.substring(colon + 1)), local);
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
      if (!isLiteral(host)) {
        throw address.bad("an IPv6 address in the brackets");
      }
    } else if (NUMBERS_AND_DOTS.matcher(host).matches()) {
      if (!IPV4.matcher(host).matches()) {
        throw address.bad("four numbers from 0 to 255 in an IPv4 address");
      }
    } else if (!isName(host)) {
      throw address.bad(form);
    }
  }

  private static boolean isName(String host) {
    if (host.isEmpty() || host.length() > 255) {
      return false;
    }
    for (String label : host.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLiteral(String host) {
    if (host.indexOf(':') < 0) {
      return IPV4.matcher(host).matches();
    }
    try {
      return host.matches("[0-9A-Fa-f:.]+(%[A-Za-z0-9_.-]+)?")
          && InetAddress.getByName(host.replaceFirst("%.*", "")) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String unbracket(String host) {
    return host.startsWith("[") && host.endsWith("]") && host.length() > 2
        ? host.substring(1, host.length() - 1)
        : host;
  }
}
