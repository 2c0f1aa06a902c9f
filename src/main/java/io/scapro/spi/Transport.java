package io.scapro.spi;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * A transport, found by its URL scheme with {@link java.util.ServiceLoader}. To add one, implement
 * this interface and name the class in {@code META-INF/services/io.scapro.spi.Transport}.
 *
 * <p>All calls are made on the event loop of the socket, and all futures must complete on it. To
 * listen and connect, a transport changes to {@link Link#context}, a context of the same event
 * loop, with {@code runOnContext}.
 */
public interface Transport {

  /** {@return the URL schemes of this transport, in lower case} */
  Set<String> schemes();

  /**
   * Starts to accept peers. Calls {@link Link#accepted} for each peer after its handshake.
   *
   * @param link the endpoint
   * @param address the address to bind
   * @return the bound address; fails with BAD_ADDRESS, ADDRESS_IN_USE, UNSUPPORTED, LIMIT or FAILED
   */
  Future<Binding> bind(Link link, Address address);

  /**
   * {@return a connector for an address; it can connect repeatedly}
   *
   * @param link the endpoint
   * @param address the address to connect to
   * @throws SpException BAD_ADDRESS, UNSUPPORTED
   */
  Connector connector(Link link, Address address);

  /** A bound address. */
  interface Binding {
    /** {@return the address; after a bind with port 0, with the port that the system chose} */
    Address address();

    /**
     * {@return a readable text that says how the connections are protected, such as {@code TLS by
     * JDK}; empty if they are not protected. This default returns an empty text}
     */
    default String security() {
      return "";
    }

    /**
     * Reads the files of the endpoint again, such as certificates, for new connections.
     *
     * @return completes when the new files are in use; fails when they cannot be used, and the old
     *     files stay in use. This default implementation succeeds and does nothing
     */
    default Future<Void> reload() {
      return Future.succeededFuture();
    }

    /**
     * Stops accepting. Accepted pipes stay open. Idempotent.
     *
     * @return completes when the address is free
     */
    Future<Void> close();
  }

  /** A remote address to connect to. */
  interface Connector {
    /**
     * Makes one attempt.
     *
     * @return a pipe that passed the handshake; fails with REFUSED, UNREACHABLE, TIMEOUT, PROTOCOL,
     *     UNTRUSTED, DISCONNECTED and others
     */
    Future<Pipe> connect();

    /**
     * {@return a readable text that says how the connections are protected, such as {@code TLS by
     * JDK}; empty if they are not protected. This default returns an empty text}
     */
    default String security() {
      return "";
    }

    /**
     * Reads the files of the endpoint again, such as certificates, for new connections.
     *
     * @return completes when the new files are in use; fails when they cannot be used, and the old
     *     files stay in use. This default implementation succeeds and does nothing
     */
    default Future<Void> reload() {
      return Future.succeededFuture();
    }

    /**
     * Cancels an attempt in progress, and releases the resources of all attempts. Pipes stay open.
     * Idempotent.
     *
     * @return completes when that is done
     */
    Future<Void> close();
  }

  /**
   * A transport without connections of its own, which looks up the addresses of peers. An endpoint
   * that connects opens one more endpoint for each of these addresses.
   */
  interface Discovery extends Transport {

    /**
     * {@return the directory that looks up the addresses of the peers for {@code address}}
     *
     * @param link the endpoint
     * @param address the address with the scheme of this transport
     * @throws SpException BAD_ADDRESS
     */
    Directory directory(Link link, Address address);

    @Override
    default Connector connector(Link link, Address address) {
      Objects.requireNonNull(link, "link");
      Objects.requireNonNull(address, "address");
      throw new SpException(
          Reason.UNSUPPORTED,
          "expected a call of directory() for %s, got connector(); do: connect to the addresses of the directory"
              .formatted(address));
    }
  }

  /** A changing set of addresses. */
  interface Directory {

    /** {@return the present addresses. Called repeatedly, by one endpoint, one call at a time} */
    Future<Set<Address>> look();

    /** {@return the interval from the end of one lookup to the start of the next; above zero} */
    Duration interval();

    /**
     * Stops the lookups.
     *
     * @return completes when the lookups have stopped
     */
    Future<Void> close();
  }
}
