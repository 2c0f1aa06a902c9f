package io.scapro.core;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Peer;
import io.scapro.PeerHook;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.PeerDraft;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which peers are accepted at one endpoint. A handshake in progress counts for {@code
 * maxHandshakes}, but not for {@code maxPipes}.
 */
final class Admission {

  private final Owner socket;
  private final Endpoint endpoint;
  private final EndpointOptions options;
  private final Supplier<@Nullable SpException> closed;
  private final AtomicInteger handshakes = new AtomicInteger();

  /**
   * @param closed the failure of a closed endpoint; null: it is open
   */
  Admission(
      Owner socket,
      Endpoint endpoint,
      EndpointOptions options,
      Supplier<@Nullable SpException> closed) {
    this.socket = socket;
    this.endpoint = endpoint;
    this.options = options;
    this.closed = closed;
  }

  // ---- from any thread ----

  /** Counts a handshake; returns why it must end at once; null: it may continue. */
  @Nullable SpException begin() {
    if (handshakes.incrementAndGet() > options.getMaxHandshakes()) {
      return new SpException(
          Reason.LIMIT,
          "expected at most %d handshakes at a time at %s, got one more; do: raise maxHandshakes"
              .formatted(options.getMaxHandshakes(), endpoint.address()));
    }
    return noRoom();
  }

  void end() {
    handshakes.decrementAndGet();
  }

  int handshakes() {
    return handshakes.get();
  }

  /** See {@link io.scapro.spi.Link#admit}. */
  Future<Void> decide(PeerDraft draft) {
    Promise<Void> decision = Promise.promise();
    draft.decision(decision.future());
    Peer peer = draft.peer(endpoint, socket.identity().peerName());
    socket.host().execute(() -> decide(peer, decision));
    return decision.future();
  }

  private @Nullable SpException noRoom() {
    return endpoint.pipes() < options.getMaxPipes()
        ? null
        : new SpException(
            Reason.LIMIT,
            "expected at most %d peers at %s, got one more; do: raise maxPipes"
                .formatted(options.getMaxPipes(), endpoint.address()));
  }

  // ---- on the event loop ----

  /** Why {@code peer} cannot be attached now; null: it can. */
  @Nullable SpException refusal(Peer peer) {
    SpException over = closed.get();
    if (over != null) {
      return over;
    }
    SpException full = noRoom();
    return full != null ? full : socket.refusal(peer);
  }

  private void decide(Peer peer, Promise<Void> decision) {
    PeerHook hook = socket.peerHook();
    SpException refusal = refusal(peer);
    if (refusal != null) {
      decision.fail(refusal);
    } else if (hook == null) {
      decision.complete();
    } else {
      ask(hook, peer, decision);
    }
  }

  private void ask(PeerHook hook, Peer peer, Promise<Void> decision) {
    Host host = socket.host();
    Duration within = options.getHandshakeTimeout();
    Host.Timer late = host.after(within, () -> decision.tryFail(noAnswer(within)));
    host.emit(
        peer,
        asked ->
            answerOf(hook, asked)
                .onComplete(
                    answer ->
                        host.execute(
                            () -> {
                              late.cancel();
                              answered(peer, answer, decision);
                            })));
  }

  private void answered(Peer peer, AsyncResult<Void> answer, Promise<Void> decision) {
    SpException refusal = answer.failed() ? refused(answer.cause()) : refusal(peer);
    if (refusal == null) {
      decision.tryComplete();
    } else {
      decision.tryFail(refusal);
    }
  }

  /** An exception of the hook refuses the peer. */
  private static Future<Void> answerOf(PeerHook hook, Peer peer) {
    try {
      Future<Void> answer = hook.admit(peer);
      return answer != null
          ? answer
          : Future.failedFuture(
              new SpException(
                  Reason.REFUSED,
                  "expected a Future from the peer hook, got null; do: return"
                      + " Future.succeededFuture() or Future.failedFuture(why)"));
    } catch (RuntimeException | Error thrown) {
      return Future.failedFuture(
          new SpException(
              Reason.REFUSED,
              "expected a Future from the peer hook, got the exception %s; do: return"
                      .formatted(thrown)
                  + " Future.failedFuture(why) to refuse a peer",
              thrown));
    }
  }

  private static SpException noAnswer(Duration within) {
    return new SpException(
        Reason.TIMEOUT,
        "expected an answer of the peer hook within %d ms (handshakeTimeout), got none"
            .formatted(within.toMillis()));
  }

  /**
   * Keeps the application's failure as the cause. Transports thereby recognize a refusal by the
   * hook.
   */
  private static SpException refused(Throwable why) {
    Reason reason = why instanceof SpException known ? known.reason() : Reason.REFUSED;
    String text = why.getMessage() == null ? "the peer hook refused: " + why : why.getMessage();
    return new SpException(reason, text, why);
  }
}
