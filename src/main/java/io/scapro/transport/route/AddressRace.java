package io.scapro.transport.route;

import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries several addresses of one peer. The next address is tried after a head start, or at once
 * when a try failed. The first success wins; the other tries are abandoned. Runs on one event loop.
 * Source: RFC 8305, 5.
 *
 * @param <T> what a try results in
 */
public final class AddressRace<T> {

  /** From the start of a try to the start of the next one. */
  static final Duration HEAD_START = Duration.ofMillis(250);

  /**
   * How long one try performs its handshake alone. A peer counts a connection as attached after the
   * greeting, so messages that it sends on an abandoned connection would be lost.
   */
  static final Duration HANDSHAKE_HEAD_START = Duration.ofSeconds(1);

  /** One try of one address. */
  public interface Try<T> {
    Future<T> result();

    /** Closes what the try has or gets later: its result is not needed any more. */
    void abandon();
  }

  private final Host host;
  private final Function<SocketAddress, Try<T>> tries;
  private final Promise<T> winner = Promise.promise();
  private final Queue<SocketAddress> untried = new ArrayDeque<>();
  private final List<Try<T>> running = new ArrayList<>();

  /** Connected tries that wait for their turn to perform the handshake. */
  private final Map<Try<T>, Runnable> connected = new LinkedHashMap<>();

  private final Set<Try<T>> shaking = new HashSet<>();
  private final Map<SocketAddress, Throwable> failures = new LinkedHashMap<>();
  private Host.@Nullable Timer next;

  /**
   * @param tries starts a try
   */
  public AddressRace(Host host, Function<SocketAddress, Try<T>> tries) {
    this.host = host;
    this.tries = tries;
  }

  /**
   * Starts. To be called once.
   *
   * @param addresses at least one
   * @return the first success; it fails when all tries failed, see {@link #failures}
   */
  public Future<T> run(List<SocketAddress> addresses) {
    untried.addAll(addresses);
    tryNext();
    return winner.future();
  }

  /**
   * A try has a connection.
   *
   * @param shake performs the handshake; run at once if no other try performs one, else when the
   *     other ends or has used up {@link #HANDSHAKE_HEAD_START}
   */
  public void connected(Try<T> one, Runnable shake) {
    connected.put(one, shake);
    if (shaking.isEmpty()) {
      shakeNext();
    }
  }

  private void shakeNext() {
    Try<T> one = connected.keySet().iterator().next();
    Runnable shake = connected.remove(one);
    shaking.add(one);
    if (running.size() > 1 || !untried.isEmpty()) {
      startNextAfter(HANDSHAKE_HEAD_START);
    }
    shake.run();
  }

  private void goOn() {
    if (connected.isEmpty()) {
      tryNext();
    } else {
      shakeNext();
    }
  }

  /** Why each address failed, in the order of the failures. */
  public Map<SocketAddress, Throwable> failures() {
    return failures;
  }

  /** Abandons all tries; the race fails with {@code cause}. */
  public void stop(Throwable cause) {
    if (winner.tryFail(cause)) {
      end();
    }
  }

  private void tryNext() {
    cancelTimer();
    SocketAddress to = untried.poll();
    if (to == null) {
      return;
    }
    if (!untried.isEmpty()) {
      startNextAfter(HEAD_START);
    }
    Try<T> one = tries.apply(to);
    running.add(one);
    one.result().onComplete(result -> won(one, result), failure -> failed(one, to, failure));
  }

  private void startNextAfter(Duration headStart) {
    cancelTimer();
    next = host.after(headStart, this::goOn);
  }

  private void won(Try<T> one, T result) {
    running.remove(one);
    if (winner.tryComplete(result)) {
      end();
    }
  }

  private void failed(Try<T> one, SocketAddress to, Throwable failure) {
    running.remove(one);
    connected.remove(one);
    boolean wasShaking = shaking.remove(one);
    if (winner.future().isComplete()) {
      return;
    }
    failures.put(to, failure);
    if (wasShaking && shaking.isEmpty() && !connected.isEmpty()) {
      shakeNext();
    } else if (!untried.isEmpty()) {
      tryNext();
    } else if (running.isEmpty()) {
      cancelTimer();
      winner.fail(failure);
    }
  }

  private void end() {
    cancelTimer();
    untried.clear();
    connected.clear();
    List.copyOf(running).forEach(Try::abandon);
  }

  private void cancelTimer() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }
}
