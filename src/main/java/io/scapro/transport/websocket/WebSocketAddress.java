package io.scapro.transport.websocket;

import io.scapro.Address;
import io.scapro.spi.HostPort;
import java.util.Optional;

/**
 * {@code ws://host[:port][/path][?query]}. The default port is 80, for wss 443; the default path is
 * {@code /}.
 *
 * @param at where to listen or connect
 * @param authority host and port as written, without a zone, for the Host header
 * @param path with the query; a listener ignores the query
 */
record WebSocketAddress(String scheme, HostPort at, String authority, String path) {

  static WebSocketAddress toBind(Address address, boolean ipv4Only) {
    WebSocketAddress split = split(address);
    HostPort at = HostPort.toBind(new Address(address.scheme(), split.authority), ipv4Only);
    return split.at(at);
  }

  static WebSocketAddress toConnect(Address address, boolean ipv4Only) {
    WebSocketAddress split = split(address);
    HostPort at = HostPort.toConnect(new Address(address.scheme(), split.authority), ipv4Only);
    String named = split.authority.substring(split.authority.indexOf(';') + 1);
    named = named.replaceFirst("%[^]]*]", "]"); // a zone is valid on this machine only: RFC 6874, 4
    return new WebSocketAddress(split.scheme, at, named, split.path);
  }

  private static WebSocketAddress split(Address address) {
    String rest = address.rest();
    if (rest.indexOf('#') >= 0 || !rest.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw address.bad("printable ASCII without # or blanks (write others as %XX)");
    }
    int end = endOfAuthority(rest);
    String authority = rest.substring(0, end);
    String path = rest.substring(end);
    if (authority.lastIndexOf(':') <= authority.lastIndexOf(']')) {
      authority += address.scheme().equals("wss") ? ":443" : ":80";
    }
    return new WebSocketAddress(
        address.scheme(),
        new HostPort("", 0, Optional.empty()),
        authority,
        path.startsWith("/") ? path : '/' + path);
  }

  private static int endOfAuthority(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
        return i;
      }
    }
    return rest.length();
  }

  private WebSocketAddress at(HostPort at) {
    return new WebSocketAddress(scheme, at, authority, path);
  }

  /** This address with the port of the listener. */
  WebSocketAddress onPort(int port) {
    return at(new HostPort(at.host(), port, at.local()));
  }

  boolean isSecure() {
    return scheme.equals("wss");
  }

  /** The path that a request must name. */
  String pathOnly() {
    return pathOf(path);
  }

  /** {@code target} without its query; {@code /} if it is empty. */
  static String pathOf(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return path.isEmpty() ? "/" : path;
  }

  Address address() {
    return new Address(scheme, at + path);
  }
}
