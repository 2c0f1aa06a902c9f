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
 * Runs one socket: its endpoints, peers, counters and closing. {@link SocketBase} uses it.
 *
 * <p>The first group of methods is for the application, from any thread. The second group is for
 * the protocol, on the socket's event loop.
 */
public interface Engine {

  /** Adds the socket to the open sockets. Called once, by {@link SocketBase}. */
  void open();

  // ---- for the application, from any thread ----

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
   * @param readiness the state to ask for
   */
  Future<Boolean> isReady(Readiness readiness);

  /**
   * See {@link Socket#onReadinessChange}.
   *
   * @param changed the callback
   * @return a function that removes the callback
   */
  Runnable onReadinessChange(Runnable changed);

  // ---- for the protocol, on the event loop ----

  /**
   * Runs a call on the event loop. A call from another thread is one task for the event loop.
   *
   * @param <T> the result
   * @param call runs on the event loop
   * @return the result of {@code call}, on the context of the caller; fails with CLOSED after close
   */
  <T> Future<T> onLoop(Supplier<Future<T>> call);

  /** {@return false once the application has closed the socket} */
  boolean isOpen();

  /** {@return the failure of calls after close: CLOSED} */
  SpException closedException();

  /** {@return the receive budget of all peers together. May be called from any thread} */
  ReceiveBudget budget();

  /** {@return whether a peer is connected} */
  boolean hasPeers();

  /**
   * {@return the text to append to the text of a timeout. It says that no peer is connected, and
   * has the last error of an endpoint. Empty while a peer is connected}
   */
  String outage();

  /**
   * Continues a close that waits for {@link Machine#isDrained}. Call it when the result may have
   * become true.
   */
  void drained();

  /**
   * Counts a message that is sent to several peers.
   *
   * @param peers the number of its copies
   */
  void countCopies(int peers);

  /**
   * Counts messages that were delivered to the application.
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
   * Counts dropped messages: copies for peers, or received messages. Raises the event DROPPED.
   *
   * @param reason why
   * @param count how many
   */
  void drop(DropReason reason, long count);

  /**
   * Logs a warning: calls wait longer than {@link CommonOptions#getWarnAfter}.
   *
   * @param what the kind of call, such as {@code request}
   * @param calls how many wait
   * @param time how long the oldest call has waited
   */
  void waitLong(String what, int calls, Duration time);

  /**
   * Logs that no call is delayed any more. Called after {@link #waitLong}.
   *
   * @param what as for {@link #waitLong}
   */
  void goOn(String what);

  /**
   * Logs a warning about an error of the application.
   *
   * @param text a readable text: "expected …, got …; do: …"
   */
  void warn(String text);

  /**
   * Raises an event: for the event handler, observers and the log.
   *
   * @param event what happened
   */
  void event(SocketEvent event);

  /**
   * Adds an endpoint without a transport. The caller passes its pipes to {@link Link#accepted}
   * after {@link Link#beginHandshake}.
   *
   * @param address the address that the endpoint shows
   * @param options its options
   * @param bound true: its peers count as accepted; false: as connected
   * @return the link of the endpoint
   */
  Link passive(Address address, EndpointOptions options, boolean bound);

  /** The methods of a protocol that the engine calls, all on the event loop. */
  interface Machine {

    /**
     * Decides whether a peer is refused. Called before the greeting (the first bytes of the
     * handshake), and again before the peer is attached.
     *
     * @param peer the peer
     * @return why it is refused; null: it is accepted
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
     * @return false: do not read from this peer until {@link Pipe#resume}
     */
    boolean received(Pipe pipe, Message message);

    /**
     * A peer whose send buffer was full can accept messages again.
     *
     * @param pipe its connection
     */
    void writable(Pipe pipe);

    /**
     * A peer is disconnected, or its connection is being closed and accepts no more messages.
     *
     * @param pipe its connection
     */
    void detached(Pipe pipe);

    /** {@return whether no message waits for a peer} */
    boolean isDrained();

    /**
     * The application has closed the socket.
     *
     * @param cause the failure for calls that wait
     */
    void closing(SpException cause);

    /**
     * The socket has ended: fail all calls that still wait.
     *
     * @param cause the failure for calls that wait
     */
    void ended(SpException cause);

    /** {@return the number of received messages that are queued for the application} */
    long queuedToDeliver();

    /** {@return counters of this protocol only, by name} */
    Map<String, Long> protocolStatistics();

    /**
     * {@return whether a message sent now would be accepted at once; null if the socket does not
     * send}
     */
    @Nullable Boolean isSendable();

    /**
     * {@return whether a message is queued for the application; null if the socket does not
     * receive}
     */
    @Nullable Boolean isReceivable();
  }

  /**
   * Creates engines. The implementation is found with {@link java.util.ServiceLoader}. Only {@link
   * Engines} uses this interface.
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
     * @param host its host
     * @param identity its protocol's name and numbers
     * @param options its options, which are not copied
     */
    Engine engine(
        Socket socket, Machine machine, Host host, Identity identity, CommonOptions<?> options);
  }
}
