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
 * Connects to one of several addresses of a peer. The next attempt starts after a delay, or at once
 * when an attempt has failed. The first successful attempt wins. The others are cancelled. Runs on
 * one event loop. See RFC 8305, section 5.
 *
 * @param <T> the result of an attempt
 */
public final class AddressRace<T> {

  /** From the start of an attempt to the start of the next one. */
  static final Duration HEAD_START = Duration.ofMillis(250);

  /**
   * How long one attempt performs its handshake alone. A peer counts a connection as attached after
   * the greeting, so messages that it sends on a cancelled connection would be lost.
   */
  static final Duration HANDSHAKE_HEAD_START = Duration.ofSeconds(1);

  /** An attempt to connect to one address. */
  public interface Attempt<T> {
    Future<T> result();

    /** Cancels the attempt. Closes its connection, even one that is established later. */
    void abandon();
  }

  private final Host host;
  private final Function<SocketAddress, Attempt<T>> attempts;
  private final Promise<T> winner = Promise.promise();
  private final Queue<SocketAddress> untried = new ArrayDeque<>();
  private final List<Attempt<T>> running = new ArrayList<>();

  /** Connected attempts whose handshake has not started. */
  private final Map<Attempt<T>, Runnable> connected = new LinkedHashMap<>();

  private final Set<Attempt<T>> shaking = new HashSet<>();
  private final Map<SocketAddress, Throwable> failures = new LinkedHashMap<>();
  private Host.@Nullable Timer nextStart;

  /** While it runs, the latest handshake is performed alone. */
  private Host.@Nullable Timer turn;

  /**
   * @param attempts starts an attempt to connect to the given address
   */
  public AddressRace(Host host, Function<SocketAddress, Attempt<T>> attempts) {
    this.host = host;
    this.attempts = attempts;
  }

  /**
   * Starts the race. Must be called only once.
   *
   * @param addresses at least one
   * @return the result of the first successful attempt; fails when all attempts have failed, see
   *     {@link #failures}
   */
  public Future<T> run(List<SocketAddress> addresses) {
    untried.addAll(addresses);
    startNext();
    return winner.future();
  }

  /**
   * Must be called when an attempt has established its connection.
   *
   * @param one the attempt
   * @param shake performs the handshake. It runs at once if no handshake is in progress. Otherwise
   *     it runs when each handshake in progress has failed or has taken {@link
   *     #HANDSHAKE_HEAD_START}
   */
  public void connected(Attempt<T> one, Runnable shake) {
    connected.put(one, shake);
    if (turn == null) {
      shakeNext();
    }
  }

  private void shakeNext() {
    Attempt<T> one = connected.keySet().iterator().next();
    Runnable shake = connected.remove(one);
    shaking.add(one);
    nextStart = cancelled(nextStart);
    turn = cancelled(turn);
    if (running.size() > 1 || !untried.isEmpty()) {
      turn = host.after(HANDSHAKE_HEAD_START, this::endTurn);
    }
    shake.run();
  }

  private void endTurn() {
    turn = null;
    if (connected.isEmpty()) {
      startNext();
    } else {
      shakeNext();
    }
  }

  /** Why each address failed, in the order of the failures. */
  public Map<SocketAddress, Throwable> failures() {
    return failures;
  }

  /** Cancels all attempts. The race fails with {@code cause}. */
  public void stop(Throwable cause) {
    if (winner.tryFail(cause)) {
      end();
    }
  }

  private void startNext() {
    nextStart = cancelled(nextStart);
    SocketAddress to = untried.poll();
    if (to == null) {
      return;
    }
    if (!untried.isEmpty()) {
      nextStart = host.after(HEAD_START, this::startNext);
    }
    Attempt<T> one = attempts.apply(to);
    running.add(one);
    one.result().onComplete(result -> won(one, result), failure -> failed(one, to, failure));
  }

  private void won(Attempt<T> one, T result) {
    running.remove(one);
    if (winner.tryComplete(result)) {
      end();
    }
  }

  private void failed(Attempt<T> one, SocketAddress to, Throwable failure) {
    running.remove(one);
    connected.remove(one);
    boolean wasShaking = shaking.remove(one);
    if (winner.future().isComplete()) {
      return;
    }
    failures.put(to, failure);
    if (wasShaking && shaking.isEmpty()) {
      turn = cancelled(turn);
    }
    if (turn == null && !connected.isEmpty()) {
      shakeNext();
    } else if (!untried.isEmpty()) {
      startNext();
    } else if (running.isEmpty()) {
      winner.fail(failure);
    }
  }

  private void end() {
    nextStart = cancelled(nextStart);
    turn = cancelled(turn);
    untried.clear();
    connected.clear();
    List.copyOf(running).forEach(Attempt::abandon);
  }

  private static Host.@Nullable Timer cancelled(Host.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
    return null;
  }
}
