package io.scapro.spi;

import io.scapro.Address;
import io.scapro.CommonOptions;
import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.PeerHook;
import io.scapro.Readiness;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketStatistics;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one socket: its endpoints, peers, counters and end. {@link SocketBase} is the other side.
 *
 * <p>The first group of methods serves the application, from any thread. The second serves the
 * protocol, on the socket's loop.
 */
public interface Engine {

  /** Enters the socket among the open ones; called once, by {@link SocketBase}. */
  void open();

  // ---- for the application, any thread ----

  /** See {@link Socket#id}. */
  int id();

  /** See {@link Socket#name}. */
  String name();

  /** See {@link Socket#bind}; null: the options of the socket. */
  Future<Endpoint> bind(String url, @Nullable EndpointOptions options);

  /** See {@link Socket#connect}; null: the options of the socket. */
  Future<Endpoint> connect(String url, @Nullable EndpointOptions options);

  /** See {@link Socket#disconnect}. */
  Future<Void> disconnect(Peer peer);

  /** See {@link Socket#close}. */
  Future<Void> close();

  /** See {@link Socket#closed}. */
  Future<Void> closed();

  /** See {@link Socket#eventHandler}. */
  void eventHandler(@Nullable Handler<SocketEvent> handler);

  /** See {@link Socket#peerHook}. */
  void peerHook(@Nullable PeerHook hook);

  /** See {@link Socket#statistics}. */
  Future<SocketStatistics> statistics();

  /** See {@link Socket#isReady}. */
  Future<Boolean> isReady(Readiness readiness);

  /** See {@link Socket#onReadinessChange}. */
  Runnable onReadinessChange(Runnable changed);

  // ---- for the protocol, on the loop ----

  /**
   * Runs a call on the loop; from another thread it crosses once. Fails with CLOSED after close.
   */
  <T> Future<T> onLoop(Supplier<Future<T>> call);

  /** Whether the application has not closed the socket. */
  boolean isOpen();

  /** The failure of calls after close. */
  SpException closedException();

  /** What all peers together may have waiting for the application; any thread. */
  ReceiveBudget budget();

  /** Whether a peer is connected. */
  boolean hasPeers();

  /** Goes on with a close that waits for {@link Machine#isDrained}; call it when that may be so. */
  void drained();

  /** {@code peers} copies of one message are to be sent. */
  void countCopies(int peers);

  /** {@code messages} reached the application. */
  void countDelivered(int messages);

  /** One message matched no subscription. */
  void countFiltered();

  /** A message has {@code readers} more than one. */
  void countReceivedAgain(int readers);

  /** An answer came {@code nanos} after its request. */
  void countRoundTrip(long nanos);

  /** {@code count} copies are dropped. */
  void drop(DropReason reason, long count);

  /**
   * Calls wait longer than {@link CommonOptions#getWarnAfter}: warns in the socket's log.
   *
   * @param what one of them, such as a request
   * @param time how long the oldest has waited
   */
  void waitLong(String what, int calls, Duration time);

  /** No call waits long any more; follows {@link #waitLong}. */
  void goOn(String what);

  /** Warns in the socket's log of what the application did wrong. */
  void warn(String text);

  /** Something happened besides messages. */
  void event(SocketEvent event);

  /**
   * An endpoint of this socket without a transport: the caller brings its pipes, with {@link
   * Link#beginHandshake} and {@link Link#accepted}.
   *
   * @param bound whether its peers count as accepted or as connected
   */
  Link passive(Address address, EndpointOptions options, boolean bound);

  /** What the engine asks of a protocol; all calls are made on the loop. */
  interface Machine {

    /**
     * Why {@code peer} is refused; null: it is not. Asked before it is greeted, and again when it
     * would be attached.
     */
    @Nullable SpException admits(Peer peer);

    /** A peer was attached; it is writable. */
    void attached(Pipe pipe);

    /**
     * A peer sent {@code message}.
     *
     * @return false: no more from this peer until {@link Pipe#resume}
     */
    boolean received(Pipe pipe, Message message);

    /** A peer that could not take more can again. */
    void writable(Pipe pipe);

    /** A peer is gone, or takes nothing more since its connection is being closed. */
    void detached(Pipe pipe);

    /** Whether nothing waits for a peer to take it. */
    boolean isDrained();

    /** The application has closed the socket. */
    void closing(SpException cause);

    /** The end: fail what still waits. */
    void ended(SpException cause);

    /** Received messages that wait for the application. */
    long queuedToDeliver();

    /** Figures that only this protocol has, by name. */
    Map<String, Long> protocolStatistics();

    /** Whether a message sent now would be taken at once; null where the question has no sense. */
    @Nullable Boolean isSendable();

    /** Whether a message waits for the application; null where the question has no sense. */
    @Nullable Boolean isReceivable();
  }

  /**
   * Makes engines; the one implementation is found with {@link java.util.ServiceLoader}. Used by
   * {@link Engines} alone.
   */
  interface Provider {

    /** The host for sockets created by the calling thread: its Vert.x context, or a new one. */
    Host host(Vertx vertx);

    /** The engine of {@code socket}. */
    Engine engine(
        Socket socket, Machine machine, Host host, Identity identity, CommonOptions<?> options);
  }
}
