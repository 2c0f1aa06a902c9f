package io.scapro;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits until one of several sockets is ready, or all of them. Several probes may use the same
 * socket. The sockets of one probe may belong to different contexts.
 *
 * <pre>
 *   Probe.of(vertx).receivable(pull).sendable(push).any(Duration.ofSeconds(1))
 * </pre>
 *
 * <p>The result can be out of date. Another reader may receive the message first; then {@code
 * receive()} waits. {@link #all} checks all sockets again after each change, until all are ready.
 * When a socket of the probe is closed, the call fails with CLOSED.
 */
public final class Probe {

  /**
   * One question of a probe.
   *
   * @param socket the socket to ask
   * @param readiness the state to ask for
   */
  public record Question(Socket socket, Readiness readiness) {

    /**
     * Checks that no component is null.
     *
     * @param socket see {@link #socket}
     * @param readiness see {@link #readiness}
     */
    public Question {
      Objects.requireNonNull(socket, "socket");
      Objects.requireNonNull(readiness, "readiness");
    }
  }

  private final Vertx vertx;
  private final Context context;
  private final List<Question> questions = new ArrayList<>();

  private Probe(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /**
   * {@return a probe without questions. Futures of {@link #any} and {@link #all} complete on the
   * context of their caller. If that caller has no context of {@code vertx}, they complete on the
   * context of the caller of this method}
   *
   * @param vertx the Vertx whose contexts it uses
   */
  public static Probe of(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return new Probe(vertx);
  }

  /**
   * Adds the question whether {@code socket} can accept a message for sending.
   *
   * @param socket the socket to ask
   * @return this
   */
  public Probe sendable(Socket socket) {
    Objects.requireNonNull(socket, "socket");
    questions.add(new Question(socket, Readiness.SENDABLE));
    return this;
  }

  /**
   * Adds the question whether {@code socket} has a message for the application.
   *
   * @param socket the socket to ask
   * @return this
   */
  public Probe receivable(Socket socket) {
    Objects.requireNonNull(socket, "socket");
    questions.add(new Question(socket, Readiness.RECEIVABLE));
    return this;
  }

  /**
   * Waits until at least one answer is yes.
   *
   * @param timeout {@link Durations#FOREVER}: no limit; zero: do not wait
   * @return the questions whose answer is yes; fails with TIMEOUT, CLOSED, STATE if the probe has
   *     no questions, or UNSUPPORTED if {@link #sendable} got a socket that does not send, or
   *     {@link #receivable} one that does not receive
   */
  public Future<List<Question>> any(Duration timeout) {
    Durations.limit(timeout, "timeout");
    return start(1, timeout);
  }

  /**
   * Waits until all answers are yes at the same time.
   *
   * @param timeout {@link Durations#FOREVER}: no limit; zero: do not wait
   * @return all questions; fails as {@link #any}
   */
  public Future<List<Question>> all(Duration timeout) {
    Durations.limit(timeout, "timeout");
    return start(questions.size(), timeout);
  }

  private Future<List<Question>> start(int needed, Duration timeout) {
    if (questions.isEmpty()) {
      return Future.failedFuture(
          new SpException(Reason.STATE, "expected a socket to probe, got none"));
    }
    Context caller = Vertx.currentContext();
    boolean known = caller != null && caller.owner() == vertx;
    Wait wait = new Wait(known ? caller : context, List.copyOf(questions), needed, timeout);
    wait.context.runOnContext(go -> wait.begin());
    return wait.answer.future();
  }

  /** One call of {@link #any} or {@link #all}; on the context. */
  private static final class Wait {
    private final Promise<List<Question>> answer = Promise.promise();
    private final Context context;
    private final List<Question> asked;
    private final int needed;
    private final Duration timeout;
    private final List<Runnable> watches = new ArrayList<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private boolean looking;
    private int yes; // when it looked last
    private boolean lookAgain;

    Wait(Context context, List<Question> asked, int needed, Duration timeout) {
      this.context = context;
      this.asked = asked;
      this.needed = needed;
      this.timeout = timeout;
    }

    void begin() {
      Runnable changed =
          () -> {
            if (scheduled.compareAndSet(false, true)) {
              context.runOnContext(
                  go -> {
                    scheduled.set(false);
                    look();
                  });
            }
          };
      asked.stream()
          .map(Question::socket)
          .distinct()
          .forEach(socket -> watches.add(socket.onReadinessChange(changed)));
      if (!timeout.isNegative() && !timeout.isZero()) {
        // not a timer of the context: that is cancelled when its verticle is undeployed
        CompletableFuture<Void> timer =
            new CompletableFuture<Void>()
                .completeOnTimeout(null, Durations.millis(timeout), TimeUnit.MILLISECONDS);
        timer.thenRun(() -> context.runOnContext(go -> end(late())));
        watches.add(() -> timer.cancel(false));
      }
      look();
    }

    private void look() {
      if (answer.future().isComplete()) {
        return;
      }
      if (looking) {
        lookAgain = true;
        return;
      }
      looking = true;
      List<Future<Boolean>> answers =
          asked.stream().map(question -> question.socket().isReady(question.readiness())).toList();
      Future.join(answers).onComplete(all -> context.runOnContext(go -> looked(answers)));
    }

    private void looked(List<Future<Boolean>> answers) {
      looking = false;
      List<Question> ready = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        if (answers.get(i).failed()) {
          end(answers.get(i).cause());
          return;
        }
        if (answers.get(i).result()) {
          ready.add(asked.get(i));
        }
      }
      yes = ready.size();
      if (yes >= needed) {
        stopWatching();
        answer.tryComplete(List.copyOf(ready));
      } else if (timeout.isZero()) {
        end(late());
      } else if (lookAgain) {
        lookAgain = false;
        look();
      }
    }

    private void end(Throwable cause) {
      stopWatching();
      answer.tryFail(cause);
    }

    private void stopWatching() {
      watches.forEach(Runnable::run);
      watches.clear();
    }

    private SpException late() {
      return new SpException(
          Reason.TIMEOUT,
          "expected the answer yes to %d of %d questions within %d ms, got %d"
              .formatted(needed, asked.size(), timeout.toMillis(), yes));
    }
  }
}
