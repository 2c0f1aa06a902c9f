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

  /** The URL schemes this transport serves, in lower case. */
  Set<String> schemes();

  /**
   * Starts to accept peers; each one that passed the handshake goes to {@link Link#accepted}.
   *
   * @return what was bound, or BAD_ADDRESS, ADDRESS_IN_USE, …
   */
  Future<Binding> bind(Link link, Address address);

  /**
   * What will connect to {@code address}, as often as needed.
   *
   * @throws SpException BAD_ADDRESS
   */
  Connector connector(Link link, Address address);

  /** A bound address. */
  interface Binding {
    /** With the real port where port 0 was asked for. */
    Address address();

    /** How it is protected, for people; empty when it is not. */
    default String security() {
      return "";
    }

    /** Reads its files again, such as certificates, for connections to come. */
    default Future<Void> reload() {
      return Future.succeededFuture();
    }

    /** Stops accepting. Pipes that were accepted live on. Idempotent. */
    Future<Void> close();
  }

  /** A remote address that can be connected to. */
  interface Connector {
    /** One attempt: a pipe that passed the handshake, or why there is none. */
    Future<Pipe> connect();

    /** How it is protected, for people; empty when it is not. */
    default String security() {
      return "";
    }

    /** Reads its files again, such as certificates, for connections to come. */
    default Future<Void> reload() {
      return Future.succeededFuture();
    }

    /** Gives up an attempt in progress, and what the attempts shared. Pipes live on. */
    Future<Void> close();
  }

  /**
   * A transport that carries nothing itself, but knows the addresses where peers are: an endpoint
   * that connects becomes one endpoint for each of them.
   */
  interface Discovery extends Transport {

    /**
     * Who knows the addresses behind {@code address}.
     *
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

  /** Addresses that come and go. */
  interface Directory {

    /** Those that are there now. Asked again and again, by one endpoint, one at a time. */
    Future<Set<Address>> look();

    /** From the end of one look to the next; above zero. */
    Duration interval();

    /** Whoever asks does not ask any more. */
    Future<Void> close();
  }
}
