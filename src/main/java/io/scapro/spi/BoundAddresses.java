package io.scapro.spi;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The addresses that sockets of one Vertx are bound to. Two servers of one Vertx can share an
 * address without an error; sockets must not, unless all of them have {@code shared} and the same
 * protocol. May be called from any thread.
 */
public final class BoundAddresses {

  private static final String MAP = "io.scapro.bound";
  private static final String ALONE = "";
  private static final AtomicInteger RANDOM_PORTS = new AtomicInteger();

  /**
   * The sockets at one address.
   *
   * @param protocol the one that they share it for, or {@link #ALONE}
   * @param randomPort Vert.x's own number of a shared port that nobody chose; 0: it was chosen
   */
  private record Claim(String protocol, int sockets, int randomPort) implements Shareable {
    Claim plus(int more) {
      return new Claim(protocol, sockets + more, randomPort);
    }
  }

  private BoundAddresses() {}

  /**
   * Reserves an address for an endpoint.
   *
   * @param link the endpoint
   * @param address the address, in a form that is equal for equal places
   * @throws SpException ADDRESS_IN_USE
   */
  public static void claim(Link link, Address address) {
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(address, "address");
    claim(link, address, 0);
  }

  /**
   * Reserves the address of a port that the system chose.
   *
   * @param link the endpoint
   * @param address the address, with the real port
   * @param listening what the server was told to listen at
   * @throws SpException ADDRESS_IN_USE
   */
  public static void claim(Link link, Address address, SocketAddress listening) {
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(listening, "listening");
    claim(link, address, Math.max(0, -listening.port()));
  }

  private static void claim(Link link, Address address, int randomPort) {
    String mine = link.options().isShared() ? link.identity().name() : ALONE;
    map(link.vertx())
        .compute(
            address.toString(),
            (url, theirs) -> {
              if (theirs == null) {
                return new Claim(mine, 1, randomPort);
              }
              if (mine.equals(ALONE) || !theirs.protocol.equals(mine)) {
                throw new SpException(
                    Reason.ADDRESS_IN_USE,
                    "expected a free address, got "
                        + url
                        + ", which is in use by another socket here; do: close that one, or choose"
                        + " another address");
              }
              return theirs.plus(1);
            });
  }

  /**
   * Releases an address. No effect when it is not reserved.
   *
   * @param link the endpoint that reserved it
   * @param address the address
   */
  public static void free(Link link, Address address) {
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(address, "address");
    map(link.vertx())
        .computeIfPresent(
            address.toString(), (url, claim) -> claim.sockets == 1 ? null : claim.plus(-1));
  }

  /**
   * {@return where a server has to listen, so that several can listen at {@code at} at the same
   * time}
   *
   * @param link the endpoint
   * @param at host and port
   * @param claimed the address as it was reserved
   */
  public static SocketAddress listening(Link link, HostPort at, Address claimed) {
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(claimed, "claimed");
    if (at.port() == 0 && at.host().indexOf('%') < 0) {
      return SocketAddress.sharedRandomPort(RANDOM_PORTS.incrementAndGet(), at.host());
    }
    if (!link.options().isShared()) {
      return plain(at);
    }
    Claim claim = map(link.vertx()).get(claimed.toString());
    return claim == null || claim.randomPort == 0
        ? plain(at)
        : SocketAddress.sharedRandomPort(claim.randomPort, at.host());
  }

  /** A zone is an interface to bind to, and no part of a name to look up. */
  private static SocketAddress plain(HostPort at) {
    if (at.host().indexOf('%') >= 0) {
      try {
        return SocketAddress.inetSocketAddress(new InetSocketAddress(at.literal(), at.port()));
      } catch (UnknownHostException e) {
        // the interface went away after HostPort.toBind; to bind fails
      }
    }
    return SocketAddress.inetSocketAddress(at.port(), at.host());
  }

  private static LocalMap<String, Claim> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(MAP);
  }
}
