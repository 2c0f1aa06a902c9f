package io.scapro.transport.route;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.HostsFileEntriesProvider;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddresses;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.transport.Transport;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks up names in the hosts file, then in DNS, with the options of Vert.x's resolver. That
 * resolver itself cannot be used: it caches answers, returns one address of a name in the hosts
 * file, and omits IPv6 if there is IPv4.
 */
final class DnsNames implements HostNames {

  /** How much longer than the usual answer the lookup of both families may take. RFC 8305, 3. */
  private static final Duration RESOLUTION_DELAY = Duration.ofMillis(250);

  private final VertxInternal vertx;
  private final ContextInternal context;
  private final AddressResolverOptions options;
  private @Nullable DnsNameResolver complete;
  private @Nullable DnsNameResolver quick;
  private boolean closed;

  DnsNames(Vertx vertx, Context context) {
    this.vertx = (VertxInternal) vertx;
    this.context = (ContextInternal) context;
    this.options = this.vertx.nameResolver().options();
  }

  @Override
  public Future<List<InetAddress>> resolve(String name) {
    return context
        .executeBlocking(() -> inHostsFile(name), false)
        .compose(
            found -> {
              if (closed) {
                return Future.failedFuture(new UnknownHostException("the endpoint was closed"));
              }
              return found.isEmpty() ? inDns(name) : Future.succeededFuture(found);
            });
  }

  private List<InetAddress> inHostsFile(String name) throws IOException {
    HostsFileEntriesProvider hosts = hosts();
    String key = name.replaceFirst("\\.$", "").toLowerCase(Locale.ROOT);
    List<InetAddress> found = new ArrayList<>(hosts.ipv6Entries().getOrDefault(key, List.of()));
    found.addAll(hosts.ipv4Entries().getOrDefault(key, List.of()));
    return found;
  }

  private HostsFileEntriesProvider hosts() throws IOException {
    HostsFileEntriesProvider.Parser parser = HostsFileEntriesProvider.parser();
    if (options.getHostsPath() != null) {
      return parser.parse(vertx.fileResolver().resolve(options.getHostsPath()).getAbsoluteFile());
    }
    return options.getHostsValue() != null
        ? parser.parse(new StringReader(options.getHostsValue().toString()))
        : parser.parseSilently();
  }

  /**
   * Addresses of both families. If a server does not answer for IPv6: the usual answer, IPv4 if
   * there is any.
   */
  private Future<List<InetAddress>> inDns(String name) {
    Promise<List<InetAddress>> found = context.promise();
    resolver(true)
        .resolveAll(name)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                found.tryComplete(addresses(done));
              } else {
                found.tryFail(done.cause());
              }
            });
    resolver(false)
        .resolveAll(name)
        .addListener(
            done -> {
              if (done.isSuccess() && !found.future().isComplete()) {
                List<InetAddress> usual = addresses(done);
                context
                    .nettyEventLoop()
                    .schedule(
                        () -> found.tryComplete(usual),
                        RESOLUTION_DELAY.toMillis(),
                        TimeUnit.MILLISECONDS);
              }
            });
    return found.future();
  }

  @SuppressWarnings("unchecked")
  private static List<InetAddress> addresses(io.netty.util.concurrent.Future<?> done) {
    return (List<InetAddress>) done.getNow();
  }

  private DnsNameResolver resolver(boolean both) {
    DnsNameResolver there = both ? complete : quick;
    if (there == null) {
      there = build(both);
      if (both) {
        complete = there;
      } else {
        quick = there;
      }
    }
    return there;
  }

  private DnsNameResolver build(boolean both) {
    EventLoop loop = context.nettyEventLoop();
    Transport transport = vertx.transport();
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder(loop)
            .datagramChannelFactory(transport.datagramChannelFactory())
            .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
            .socketChannelFactory(
                () -> (SocketChannel) transport.channelFactory(false).newChannel())
            .hostsFileEntriesResolver((name, types) -> null)
            .resolveCache(NoopDnsCache.INSTANCE)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
            .optResourceEnabled(options.isOptResourceEnabled())
            .queryTimeoutMillis(options.getQueryTimeout())
            .maxQueriesPerResolve(options.getMaxQueries())
            .recursionDesired(options.getRdFlag())
            .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
            .completeOncePreferredResolved(!both);
    List<InetSocketAddress> servers = servers();
    if (!servers.isEmpty()) {
      DnsServerAddresses addresses =
          options.isRotateServers()
              ? DnsServerAddresses.rotational(servers)
              : DnsServerAddresses.sequential(servers);
      builder.nameServerProvider(name -> addresses.stream());
    }
    if (options.getSearchDomains() != null) {
      builder.searchDomains(options.getSearchDomains());
    }
    if (options.getNdots() >= 0) {
      builder.ndots(options.getNdots());
    }
    return builder.build();
  }

  private List<InetSocketAddress> servers() {
    List<InetSocketAddress> result = new ArrayList<>();
    List<String> given = options.getServers() == null ? List.of() : options.getServers();
    for (String server : given) {
      int colon = server.indexOf(':') == server.lastIndexOf(':') ? server.indexOf(':') : -1;
      result.add(
          colon < 0
              ? new InetSocketAddress(server, 53)
              : new InetSocketAddress(
                  server.substring(0, colon), Integer.parseInt(server.substring(colon + 1))));
    }
    return result;
  }

  @Override
  public void close() {
    closed = true;
    if (complete != null) {
      complete.close();
    }
    if (quick != null) {
      quick.close();
    }
  }
}
