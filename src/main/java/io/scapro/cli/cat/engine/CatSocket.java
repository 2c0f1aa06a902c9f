package io.scapro.cli.cat.engine;

import io.scapro.CommonOptions;
import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.protocol.AnsweringSocket;
import io.scapro.protocol.DuplexSocket;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PendingRequest;
import io.scapro.protocol.ReceivingSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.scapro.protocol.SendingSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket of any protocol with blocking calls, for a sequential program. Must not be called from
 * an event loop. Used by one thread. Failures are {@link io.scapro.SpException}s.
 */
final class CatSocket implements AutoCloseable {

  /**
   * A received message.
   *
   * @param from the peer; null if the protocol does not provide it
   */
  record Received(Buffer body, @Nullable Peer from) {
    private Received(Message message) {
      this(message.body(), message.peer());
    }
  }

  private final Socket socket;
  private final Consumer<SocketEvent> attempts;
  private final boolean polyamorous;
  private final Promise<Void> firstPeer = Promise.promise();
  private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
  private @Nullable Future<Received> next;
  private @Nullable PendingRequest asked;
  private @Nullable Survey survey;
  private volatile @Nullable Request request;
  private final Consumer<String> trouble;
  private volatile int longestSent;
  private volatile boolean reset;

  /**
   * @param trouble gets the text when a message was too long; called on another thread
   * @param attempts gets the event of each connection attempt and refused peer; called on another
   *     thread
   */
  CatSocket(
      Vertx vertx, CatSettings settings, Consumer<String> trouble, Consumer<SocketEvent> attempts) {
    this.trouble = trouble;
    this.attempts = attempts;
    socket = settings.protocol().open(vertx, settings.socketOptions());
    polyamorous = settings.polyamorous();
    socket.eventHandler(this::happened);
    if (socket instanceof SubSocket sub) {
      settings.topics().forEach(topic -> sub.subscribe(topic).await());
    }
  }

  private void happened(SocketEvent event) {
    switch (event.type()) {
      case CONNECTED, ACCEPTED -> {
        event.peer().ifPresent(peers::add);
        firstPeer.tryComplete();
        if (event.type() == SocketEvent.Type.CONNECTED) {
          attempts.accept(event);
        }
      }
      case DISCONNECTED -> {
        event.peer().ifPresent(peers::remove);
        reset |= event.cause().map(SpException::getCause).isPresent();
        event.cause().flatMap(this::tooLong).ifPresent(trouble);
      }
      case GAVE_UP -> event.cause().map(SpException::getMessage).ifPresent(trouble);
      case CONNECT_FAILED, REFUSED -> attempts.accept(event);
      default -> {}
    }
  }

  /**
   * The text about a message that is too long, if {@code cause} shows that it ended a connection.
   */
  private Optional<String> tooLong(SpException cause) {
    if (cause.reason() == Reason.TOO_LONG) {
      return Optional.of(cause.getMessage());
    }
    return isOverUsualLimit(longestSent)
        ? Optional.of(
            ("expected the peer to accept a message of %d bytes, got the end of the connection; do: send"
                    + " less, or raise its limit, which is %d bytes by default")
                .formatted(longestSent, CommonOptions.DEFAULT_RECEIVE_MAX_SIZE))
        : Optional.empty();
  }

  /** Whether {@code length} bytes exceed the default limit of peers. */
  static boolean isOverUsualLimit(int length) {
    return length > CommonOptions.DEFAULT_RECEIVE_MAX_SIZE;
  }

  /**
   * @param bound gets the real address
   */
  void bind(String url, EndpointOptions options, Consumer<String> bound) {
    bound.accept(socket.bind(url, options).await().address().toString());
  }

  /**
   * @param atOnce whether to call {@code connected} at once, on this thread
   * @param connected gets the address; unless {@code atOnce}, when a peer is connected, on another
   *     thread
   */
  void connect(String url, EndpointOptions options, boolean atOnce, Consumer<String> connected) {
    Future<Void> peer = socket.connect(url, options).await().connected();
    if (atOnce) {
      connected.accept(url);
    } else {
      peer.onSuccess(done -> connected.accept(url));
    }
  }

  /**
   * Waits for the first peer.
   *
   * @return false: timeout
   */
  boolean awaitPeer(Duration patience) {
    return within(firstPeer.future(), patience);
  }

  /**
   * Lets the socket detect that a peer closed after its greeting, such as one that timed out
   * waiting for ours.
   */
  void settle() {
    socket.statistics().await();
    socket.statistics().await(); // the event loop checks all connections between two turns
  }

  /** Whether a connection was reset, so that the last messages may be lost. */
  boolean wasReset() {
    return reset;
  }

  /** Sends; returns when a peer took the message. A REP replies to its latest request. */
  void send(Buffer body) {
    reset = false;
    longestSent = Math.max(longestSent, body.length());
    if (socket instanceof SendingSocket<?> sending) {
      sending.send(body).await();
    } else if (polyamorous && socket instanceof Pair1Socket pair) {
      peers.forEach(peer -> pair.send(peer, body.copy()));
    } else if (socket instanceof DuplexSocket<?> duplex) {
      duplex.send(body).await();
    } else if (socket instanceof ReqSocket req) {
      ask(req, body);
    } else if (socket instanceof SurveyorSocket surveyor) {
      ask(surveyor, body);
    } else if (request != null) {
      answer(request, body);
    } else {
      throw new IllegalStateException("expected a protocol that sends, got " + socket.identity());
    }
  }

  private void ask(ReqSocket req, Buffer body) {
    if (asked != null) {
      asked.cancel();
    }
    asked = req.ask(body);
    next = asked.reply().map(reply -> new Received(reply, null));
  }

  private void ask(SurveyorSocket surveyor, Buffer body) {
    if (survey != null) {
      survey.cancel();
    }
    survey = surveyor.survey(body);
    next = null;
  }

  private static void answer(Request request, Buffer body) {
    try {
      request.reply(body).await();
    } catch (SpException e) {
      if (e.reason() != Reason.DISCONNECTED) { // the requester has closed: no reply needed
        throw e;
      }
    }
  }

  /** Returns the next message; null on timeout, or if none can arrive before the next send. */
  @Nullable Received receive(Duration patience) {
    if (next == null) {
      next = coming();
    }
    if (next == null) {
      return null;
    }
    try {
      if (!within(next, patience)) {
        return null;
      }
    } catch (SpException e) {
      if (survey != null && e.reason() == Reason.TIMEOUT) {
        survey = null; // ended
        next = null;
        return null;
      }
      throw e;
    }
    Received result = next.result();
    next = null;
    return result;
  }

  @SuppressWarnings("unchecked")
  private @Nullable Future<Received> coming() {
    if (socket instanceof AnsweringSocket<?> answering) {
      return answering
          .receive()
          .map(
              received -> {
                request = received;
                return new Received(received.body(), received.peer());
              });
    }
    if (socket instanceof SubSocket sub) {
      return sub.receive().map(Received::new);
    }
    if (socket instanceof ReceivingSocket<?, ?> receiving) {
      return ((ReceivingSocket<Message, ?>) receiving).receive().map(Received::new);
    }
    if (survey != null) {
      return survey.receive().map(Received::new);
    }
    return null; // no request or survey was sent
  }

  /** Awaits the future; false: timeout. Throws its failure. */
  private static boolean within(Future<?> future, Duration patience) {
    try {
      if (patience.isNegative()) {
        future.await();
      } else {
        future.await(Math.max(1, patience.toNanos()), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Closes gracefully; returns when all messages are sent, or linger has expired. */
  @Override
  public void close() {
    socket.close().await();
  }
}
