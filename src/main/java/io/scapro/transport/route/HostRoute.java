package io.scapro.transport.route;

import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.NetUtil;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import io.scapro.spi.HostPort;
import io.scapro.spi.Link;
import io.scapro.transport.TcpOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a host name, looked up anew for each attempt. IPv6 and IPv4 alternate, IPv6
 * first; within each family the order is that of the resolver (RFC 8305, 4). A literal address
 * needs no lookup.
 */
public final class HostRoute implements Route {

  private final HostPort to;
  private final String url;
  private final boolean ipv4;
  private final boolean ipv6;
  private final HostNames names;
  private @Nullable Future<List<InetAddress>> lookup;

  HostRoute(HostPort to, String url, boolean ipv4Only, HostNames names) {
    this.to = to;
    this.url = url;
    boolean fromIpv6 = to.local().map(local -> local.indexOf(':') >= 0).orElse(false);
    this.ipv4 = !fromIpv6;
    this.ipv6 = !ipv4Only && (to.local().isEmpty() || fromIpv6);
    this.names = names;
  }

  /**
   * The route to {@code to}.
   *
   * @param url for errors
   */
  public static HostRoute of(Link link, HostPort to, String url) {
    boolean ipv4Only = link.options().get(TcpOptions.class).isIpv4Only();
    return new HostRoute(to, url, ipv4Only, names(link.vertx(), link.context()));
  }

  /** Uses the same resolver as Vert.x: its DNS client, or Java. */
  static HostNames names(Vertx vertx, Context context) {
    return ((VertxInternal) vertx).nameResolver().nettyAddressResolverGroup()
            instanceof DefaultAddressResolverGroup
        ? new HostNames.JavaNames(context)
        : new DnsNames(vertx, context);
  }

  @Override
  public Future<List<SocketAddress>> addresses() {
    if (to.isLiteral()) {
      try {
        return Future.succeededFuture(List.of(at(to.literal(), to.port())));
      } catch (UnknownHostException e) {
        return Future.failedFuture(e);
      }
    }
    Future<List<InetAddress>> there = lookup;
    if (there == null || there.isComplete()) { // one that hangs is not asked a second time
      there = names.resolve(to.host());
      lookup = there;
    }
    return there.compose(this::usable);
  }

  private Future<List<SocketAddress>> usable(List<InetAddress> found) {
    Queue<InetAddress> ipv6s = new ArrayDeque<>();
    Queue<InetAddress> ipv4s = new ArrayDeque<>();
    for (InetAddress each : found) {
      if (each instanceof Inet6Address ? ipv6 : ipv4) {
        (each instanceof Inet6Address ? ipv6s : ipv4s).add(each);
      }
    }
    List<SocketAddress> result = new ArrayList<>();
    while (!ipv6s.isEmpty() || !ipv4s.isEmpty()) {
      add(result, ipv6s.poll());
      add(result, ipv4s.poll());
    }
    return result.isEmpty()
        ? Future.failedFuture(
            new UnknownHostException(
                ("expected an %s address of %s, got %s; do: check tcp.ipv4Only and the interface in"
                        + " the URL")
                    .formatted(ipv6 ? "IPv6" : "IPv4", to.host(), found)))
        : Future.succeededFuture(result);
  }

  private void add(List<SocketAddress> result, @Nullable InetAddress address) {
    if (address != null) {
      SocketAddress at = at(address, to.port());
      if (!result.contains(at)) {
        result.add(at);
      }
    }
  }

  /** The address without a host name, so that it is not resolved again; a zone is kept. */
  private static SocketAddress at(InetAddress address, int port) {
    return address instanceof Inet6Address zoned && zoned.getScopeId() != 0
        ? SocketAddress.inetSocketAddress(new InetSocketAddress(zoned, port))
        : SocketAddress.inetSocketAddress(port, NetUtil.toAddressString(address));
  }

  @Override
  public SpException unknown(Throwable failure) {
    return Failures.of(failure, "connect to " + url);
  }

  @Override
  public SpException unconnected(Map<SocketAddress, Throwable> failures) {
    if (failures.size() == 1) {
      var only = failures.entrySet().iterator().next();
      String at = to.isLiteral() ? "" : " at " + text(only.getKey());
      return Failures.of(only.getValue(), "connect to " + url + at);
    }
    List<SpException> causes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    failures.forEach(
        (address, failure) -> {
          SpException cause = Failures.of(failure, text(address));
          causes.add(cause);
          String text = cause.getMessage();
          texts.add(text.startsWith(text(address)) ? text : text(address) + ": " + text);
        });
    SpException telling = mostTelling(causes);
    return new SpException(
        telling.reason(), "connect to " + url + ": " + String.join("; ", texts), telling);
  }

  private static String text(SocketAddress address) {
    return new HostPort(address.host(), address.port(), Optional.empty()).toString();
  }

  /** The most useful error: one from a peer that answered, rather than a refused connection. */
  private static SpException mostTelling(List<SpException> causes) {
    Set<Reason> silent = EnumSet.of(Reason.REFUSED, Reason.UNREACHABLE, Reason.TIMEOUT);
    return causes.stream()
        .filter(cause -> !silent.contains(cause.reason()))
        .findFirst()
        .orElse(causes.get(0));
  }

  @Override
  public void close() {
    names.close();
  }
}
