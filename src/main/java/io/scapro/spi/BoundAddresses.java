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
 * The addresses that sockets of one Vertx are bound to. Vert.x lets two servers share an address
 * without an error. This class permits it only to sockets that all have the option {@code shared}
 * and the same protocol. May be called from any thread.
 */
public final class BoundAddresses {

  private static final String MAP = "io.scapro.bound";
  private static final String ALONE = "";
  private static final AtomicInteger RANDOM_PORTS = new AtomicInteger();

  /**
   * The sockets at one address.
   *
   * @param protocol the protocol of sockets that share it, or {@link #ALONE}
   * @param randomPort Vert.x's number of a shared random port; 0: the port was chosen by the
   *     application
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
   * @param address the address in normal form: the same text for the same address
   * @throws SpException ADDRESS_IN_USE
   */
  public static void claim(Link link, Address address) {
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(address, "address");
    claim(link, address, 0);
  }

  /**
   * Reserves an address whose port was chosen by the operating system.
   *
   * @param link the endpoint
   * @param address the address, with the port that the system chose
   * @param listening the address that was passed to the server
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
   * Releases an address. Has no effect when it is not reserved.
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
   * {@return the address to pass to a server, so that several servers can listen at {@code at} at
   * the same time}
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

  /** A zone is a network interface. It is not part of a host name that can be resolved. */
  private static SocketAddress plain(HostPort at) {
    if (at.host().indexOf('%') >= 0) {
      try {
        return SocketAddress.inetSocketAddress(new InetSocketAddress(at.literal(), at.port()));
      } catch (UnknownHostException e) {
        // the interface was removed after HostPort.toBind; the bind fails
      }
    }
    return SocketAddress.inetSocketAddress(at.port(), at.host());
  }

  private static LocalMap<String, Claim> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(MAP);
  }
}
