package io.scapro.spi;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * A way to reach peers, found by its URL scheme with {@link java.util.ServiceLoader}. To add one:
 * implement this, name the class in {@code META-INF/services/io.scapro.spi.Transport}.
 *
 * <p>All calls arrive on the loop of the socket, on {@link Link#context}; all answers must be given
 * there too.
 */
public interface Transport {

  /** {@return the URL schemes that this transport serves, in lower case} */
  Set<String> schemes();

  /**
   * Starts to accept peers; each one that passed the handshake goes to {@link Link#accepted}.
   *
   * @param link the endpoint
   * @param address where to accept
   * @return what was bound; fails with BAD_ADDRESS, ADDRESS_IN_USE, UNSUPPORTED, LIMIT or FAILED
   */
  Future<Binding> bind(Link link, Address address);

  /**
   * {@return what connects to an address, as often as needed}
   *
   * @param link the endpoint
   * @param address where to connect to
   * @throws SpException BAD_ADDRESS, UNSUPPORTED
   */
  Connector connector(Link link, Address address);

  /** A bound address. */
  interface Binding {
    /** {@return the address, with the real port where port 0 was asked for} */
    Address address();

    /**
     * {@return how it is protected, for people, such as {@code TLS by JDK}; empty, the default,
     * when it is not}
     */
    default String security() {
      return "";
    }

    /**
     * Reads its files again, such as certificates, for connections to come.
     *
     * @return completes when they are in use; fails when they cannot be used, and the old ones
     *     stay. The default succeeds without any effect
     */
    default Future<Void> reload() {
      return Future.succeededFuture();
    }

    /**
     * Stops accepting. Pipes that were accepted stay. Idempotent.
     *
     * @return completes when the address is free
     */
    Future<Void> close();
  }

  /** A remote address that can be connected to. */
  interface Connector {
    /**
     * Makes one attempt.
     *
     * @return a pipe that passed the handshake; fails with REFUSED, UNREACHABLE, TIMEOUT, PROTOCOL,
     *     UNTRUSTED, DISCONNECTED and others
     */
    Future<Pipe> connect();

    /**
     * {@return how it is protected, for people, such as {@code TLS by JDK}; empty, the default,
     * when it is not}
     */
    default String security() {
      return "";
    }

    /**
     * Reads its files again, such as certificates, for connections to come.
     *
     * @return completes when they are in use; fails when they cannot be used, and the old ones
     *     stay. The default succeeds without any effect
     */
    default Future<Void> reload() {
      return Future.succeededFuture();
    }

    /**
     * Cancels an attempt in progress, and releases what the attempts shared. Pipes stay.
     * Idempotent.
     *
     * @return completes when that is done
     */
    Future<Void> close();
  }

  /**
   * A transport that carries nothing itself, but knows the addresses where peers are: an endpoint
   * that connects becomes one endpoint for each of them.
   */
  interface Discovery extends Transport {

    /**
     * {@return the directory of the addresses behind an address}
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
          Reason.UNSUPPORTED, "expected a look into the directory of " + address + " first");
    }
  }

  /** Addresses that change. */
  interface Directory {

    /**
     * {@return the addresses that are there now. Called again and again, by one endpoint, one call
     * at a time}
     */
    Future<Set<Address>> look();

    /** {@return the time from the end of one look to the next; above zero} */
    Duration interval();

    /**
     * Stops the lookups.
     *
     * @return completes when nothing is looked up any more
     */
    Future<Void> close();
  }
}
