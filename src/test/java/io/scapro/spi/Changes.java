package io.scapro.spi;

import io.scapro.OpenSockets;
import io.scapro.Socket;
import io.scapro.SocketStatistics;
import io.scapro.suite.Await;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits until the answer to a question is as expected. Asks at once, and again after each event
 * that may have changed the answer; never after a while.
 */
public final class Changes implements AutoCloseable {

  private final Semaphore changed = new Semaphore(0);
  private final List<Runnable> ends = new ArrayList<>();

  private Changes(Vertx vertx) {
    ends.add(OpenSockets.observe(vertx, (socket, event) -> changed.release()));
  }

  /**
   * What happens to the sockets of {@code vertx} besides messages: see {@link
   * io.scapro.SocketEvent}.
   */
  public static Changes in(Vertx vertx) {
    return new Changes(vertx);
  }

  /**
   * What happens to {@code socket}: messages that it receives, peers that join, can take more, or
   * leave, and drops.
   */
  public static Changes of(Socket socket) {
    return in(((SocketBase<?>) socket).host.vertx()).and(socket);
  }

  /** The statistics of {@code socket}, once they are as expected. */
  public static SocketStatistics await(Socket socket, Predicate<SocketStatistics> expected) {
    try (Changes changes = of(socket)) {
      return changes.await(socket::statistics, expected);
    }
  }

  private Changes and(Socket socket) {
    ends.add(socket.onReadinessChange(changed::release));
    return this;
  }

  /** Also messages that a consumer of the event bus of {@code vertx} gets. */
  public Changes andBus(Vertx vertx) {
    Handler<DeliveryContext<Object>> interceptor =
        message -> {
          message.next();
          changed.release();
        };
    vertx.eventBus().addInboundInterceptor(interceptor);
    ends.add(() -> vertx.eventBus().removeInboundInterceptor(interceptor));
    return this;
  }

  /** The first answer to {@code question} that is as expected. */
  public <T> T await(Supplier<Future<T>> question, Predicate<T> expected) {
    while (true) {
      T answer = Await.result(question.get());
      if (expected.test(answer)) {
        return answer;
      }
      try {
        if (!changed.tryAcquire(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new AssertionError("expected a change, got none after " + answer);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      changed.drainPermits();
    }
  }

  @Override
  public void close() {
    ends.forEach(Runnable::run);
  }
}
