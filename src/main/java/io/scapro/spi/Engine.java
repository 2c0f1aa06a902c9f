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

  /** Adds the socket to the open ones; called once, by {@link SocketBase}. */
  void open();

  // ---- for the application, any thread ----

  /** {@return see {@link Socket#id}} */
  int id();

  /** {@return see {@link Socket#name}} */
  String name();

  /**
   * See {@link Socket#bind(String)}.
   *
   * @param url where to accept peers
   * @param options null: those of the socket
   * @return the endpoint
   */
  Future<Endpoint> bind(String url, @Nullable EndpointOptions options);

  /**
   * See {@link Socket#connect(String)}.
   *
   * @param url where to connect to
   * @param options null: those of the socket
   * @return the endpoint
   */
  Future<Endpoint> connect(String url, @Nullable EndpointOptions options);

  /**
   * See {@link Socket#disconnect}.
   *
   * @param peer a peer of the socket
   * @return completes when the connection has ended
   */
  Future<Void> disconnect(Peer peer);

  /** {@return see {@link Socket#close}} */
  Future<Void> close();

  /** {@return see {@link Socket#closed}} */
  Future<Void> closed();

  /**
   * See {@link Socket#eventHandler}.
   *
   * @param handler null: none
   */
  void eventHandler(@Nullable Handler<SocketEvent> handler);

  /**
   * See {@link Socket#peerHook}.
   *
   * @param hook null: none
   */
  void peerHook(@Nullable PeerHook hook);

  /** {@return see {@link Socket#statistics}} */
  Future<SocketStatistics> statistics();

  /**
   * {@return see {@link Socket#isReady}}
   *
   * @param readiness what to ask
   */
  Future<Boolean> isReady(Readiness readiness);

  /**
   * See {@link Socket#onReadinessChange}.
   *
   * @param changed the callback
   * @return removes the callback
   */
  Runnable onReadinessChange(Runnable changed);

  // ---- for the protocol, on the loop ----

  /**
   * Runs a call on the loop; from another thread it crosses once.
   *
   * @param <T> the result
   * @param call runs on the loop
   * @return its result, for the caller; fails with CLOSED after close
   */
  <T> Future<T> onLoop(Supplier<Future<T>> call);

  /** {@return false once the application has closed the socket} */
  boolean isOpen();

  /** {@return the failure of calls after close: CLOSED} */
  SpException closedException();

  /** {@return what all peers together may have waiting for the application; any thread} */
  ReceiveBudget budget();

  /** {@return whether a peer is connected} */
  boolean hasPeers();

  /**
   * Continues a close that waits for {@link Machine#isDrained}; call it when that may have become
   * true.
   */
  void drained();

  /**
   * Counts a message that is sent to several peers.
   *
   * @param peers the number of its copies
   */
  void countCopies(int peers);

  /**
   * Counts messages that reached the application.
   *
   * @param messages how many
   */
  void countDelivered(int messages);

  /** Counts a message that matched no subscription. */
  void countFiltered();

  /**
   * Counts a message that has several readers.
   *
   * @param readers how many besides the first
   */
  void countReceivedAgain(int readers);

  /**
   * Counts an answer.
   *
   * @param nanos the time since its request, in nanoseconds
   */
  void countRoundTrip(long nanos);

  /**
   * Counts dropped copies, and raises the event DROPPED.
   *
   * @param reason why
   * @param count how many
   */
  void drop(DropReason reason, long count);

  /**
   * Warns in the socket's log: calls wait longer than {@link CommonOptions#getWarnAfter}.
   *
   * @param what one of them, such as {@code request}
   * @param calls how many wait
   * @param time how long the oldest has waited
   */
  void waitLong(String what, int calls, Duration time);

  /**
   * Logs that no call waits long any more; follows {@link #waitLong}.
   *
   * @param what as for {@link #waitLong}
   */
  void goOn(String what);

  /**
   * Warns in the socket's log of what the application did wrong.
   *
   * @param text for people: "expected …, got …; do: …"
   */
  void warn(String text);

  /**
   * Raises an event: for the event handler, observers and the log.
   *
   * @param event what happened
   */
  void event(SocketEvent event);

  /**
   * Adds an endpoint without a transport: the caller brings its pipes, with {@link
   * Link#beginHandshake} and {@link Link#accepted}.
   *
   * @param address what the endpoint shows as its address
   * @param options its options
   * @param bound whether its peers count as accepted or as connected
   * @return the link of the endpoint
   */
  Link passive(Address address, EndpointOptions options, boolean bound);

  /** What the engine calls in a protocol; all calls are made on the loop. */
  interface Machine {

    /**
     * Decides whether a peer is refused. Asked before it is greeted, and again when it would be
     * attached.
     *
     * @param peer the peer
     * @return why it is refused; null: it is not
     */
    @Nullable SpException admits(Peer peer);

    /**
     * A peer was attached; it is writable.
     *
     * @param pipe its connection
     */
    void attached(Pipe pipe);

    /**
     * A peer sent a message.
     *
     * @param pipe its connection
     * @param message SP header and body together in the body
     * @return false: no more from this peer until {@link Pipe#resume}
     */
    boolean received(Pipe pipe, Message message);

    /**
     * A peer that could not take more can again.
     *
     * @param pipe its connection
     */
    void writable(Pipe pipe);

    /**
     * A peer is disconnected, or takes nothing more since its connection is being closed.
     *
     * @param pipe its connection
     */
    void detached(Pipe pipe);

    /** {@return whether nothing waits for a peer to take it} */
    boolean isDrained();

    /**
     * The application has closed the socket.
     *
     * @param cause the failure for calls that wait
     */
    void closing(SpException cause);

    /**
     * The socket has ended: fail what still waits.
     *
     * @param cause the failure for calls that wait
     */
    void ended(SpException cause);

    /** {@return received messages that wait for the application} */
    long queuedToDeliver();

    /** {@return figures that only this protocol has, by name} */
    Map<String, Long> protocolStatistics();

    /**
     * {@return whether a message sent now would be taken at once; null where the question makes no
     * sense}
     */
    @Nullable Boolean isSendable();

    /**
     * {@return whether a message waits for the application; null where the question makes no sense}
     */
    @Nullable Boolean isReceivable();
  }

  /**
   * Makes engines; the one implementation is found with {@link java.util.ServiceLoader}. Used by
   * {@link Engines} alone.
   */
  interface Provider {

    /**
     * {@return the host for sockets created by the calling thread: its Vert.x context, or a new
     * one}
     *
     * @param vertx the Vertx of the sockets
     */
    Host host(Vertx vertx);

    /**
     * {@return the engine of a socket}
     *
     * @param socket the socket as the application sees it
     * @param machine its protocol
     * @param host its loop
     * @param identity its protocol's name and numbers
     * @param options its options, which are not copied
     */
    Engine engine(
        Socket socket, Machine machine, Host host, Identity identity, CommonOptions<?> options);
  }
}
