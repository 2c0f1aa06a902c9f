package io.scapro.cli;

import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.SocketEvent;
import io.scapro.SpSocket;
import io.scapro.protocol.AnsweringSocket;
import io.scapro.protocol.DuplexSocket;
import io.scapro.protocol.PendingRequest;
import io.scapro.protocol.ReceivingSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.scapro.protocol.SendingSocket;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket of any protocol as a program sees it that does one thing after the other: calls block,
 * so they must not come from an event loop. Used by one thread. Failures are {@link
 * io.scapro.SpException}s.
 */
final class CatSocket implements AutoCloseable {

  private final SpSocket socket;
  private final Promise<Void> firstPeer = Promise.promise();
  private @Nullable Future<Buffer> next;
  private @Nullable PendingRequest asked;
  private volatile @Nullable Request request;

  CatSocket(Vertx vertx, CatSettings settings) {
    socket = settings.protocol().open(vertx, settings.socketOptions());
    socket.eventHandler(this::happened);
    if (socket instanceof SubSocket sub) {
      settings.topics().forEach(topic -> sub.subscribe(topic).await());
    }
  }

  private void happened(SocketEvent event) {
    if (event.type() == SocketEvent.Type.CONNECTED || event.type() == SocketEvent.Type.ACCEPTED) {
      firstPeer.tryComplete();
    }
  }

  /**
   * @param bound told of the real address
   */
  void bind(String url, Consumer<String> bound) {
    bound.accept(socket.bind(url).await().address().toString());
  }

  /**
   * @param connected told of the address once there is a peer, on another thread
   */
  void connect(String url, EndpointOptions options, Consumer<String> connected) {
    socket.connect(url, options).await().connected().onSuccess(done -> connected.accept(url));
  }

  /**
   * Waits for the first peer ever.
   *
   * @return whether there was one in time
   */
  boolean awaitPeer(Duration patience) {
    return within(firstPeer.future(), patience);
  }

  /** Returns when a peer took the message; a REP answers its latest request. */
  void send(Buffer body) {
    if (socket instanceof SendingSocket sending) {
      sending.send(body).await();
    } else if (socket instanceof DuplexSocket duplex) {
      duplex.send(body).await();
    } else if (socket instanceof ReqSocket req) {
      if (asked != null) {
        asked.cancel();
      }
      asked = req.ask(body);
      next = asked.reply();
    } else if (request != null) {
      request.reply(body).await();
    } else {
      throw new IllegalStateException("expected a protocol that sends, got " + socket.identity());
    }
  }

  /** The next message; null when none came in time, or none can come before the next send. */
  @Nullable Buffer receive(Duration patience) {
    if (next == null) {
      next = coming();
    }
    if (next == null || !within(next, patience)) {
      return null;
    }
    Buffer result = next.result();
    next = null;
    return result;
  }

  @SuppressWarnings("unchecked")
  private @Nullable Future<Buffer> coming() {
    if (socket instanceof AnsweringSocket answering) {
      return answering
          .receive()
          .map(
              received -> {
                request = received;
                return received.body();
              });
    }
    if (socket instanceof SubSocket sub) {
      return sub.receive().map(Message::body);
    }
    if (socket instanceof ReceivingSocket<?> receiving) {
      return ((ReceivingSocket<Message>) receiving).receive().map(Message::body);
    }
    if (socket instanceof ReqSocket) {
      return null; // nothing was asked
    }
    throw new IllegalStateException("expected a protocol that receives, got " + socket.identity());
  }

  /** Whether it succeeded in time; throws why it failed. */
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

  /** Returns when everything is sent, or the linger time is over. */
  @Override
  public void close() {
    socket.close().await();
  }
}
