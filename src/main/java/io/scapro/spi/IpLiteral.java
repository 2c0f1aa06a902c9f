package io.scapro.spi;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses as text, without brackets. Names are not resolved. */
final class IpLiteral {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?");

  private IpLiteral() {}

  /** Whether {@code text} is an IPv4 address, or an IPv6 address with or without a zone. */
  static boolean is(String text) {
    if (text.indexOf(':') < 0) {
      return IPV4.matcher(text).matches();
    }
    try {
      return IPV6.matcher(text).matches()
          && InetAddress.getByName(text.replaceFirst("%.*", "")) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Parses an address.
   *
   * @throws UnknownHostException the text is no address, or its zone is no interface of this
   *     machine
   */
  static InetAddress address(String text) throws UnknownHostException {
    if (!is(text)) {
      throw new UnknownHostException("expected an IP address, got \"" + text + '"');
    }
    int percent = text.indexOf('%');
    InetAddress address = InetAddress.getByName(percent < 0 ? text : text.substring(0, percent));
    return percent >= 0 && address instanceof Inet6Address
        ? Inet6Address.getByAddress(
            null, address.getAddress(), index(text, text.substring(percent + 1)))
        : address;
  }

  private static int index(String text, String zone) throws UnknownHostException {
    if (zone.matches("\\d{1,9}")) {
      return Integer.parseInt(zone);
    }
    try {
      NetworkInterface named = NetworkInterface.getByName(zone);
      if (named != null) {
        return named.getIndex();
      }
    } catch (SocketException e) {
      // continue: there is no such interface
    }
    throw new UnknownHostException(
        "expected an interface of this machine behind %%, got \"%s\" in [%s]"
            .formatted(zone, text));
  }

  /** Whether this machine has an IPv6 address. */
  static boolean machineHasIpv6() {
    try {
      return !Boolean.getBoolean("java.net.preferIPv4Stack")
          && NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .anyMatch(Inet6Address.class::isInstance);
    } catch (SocketException e) {
      return false;
    }
  }
}
