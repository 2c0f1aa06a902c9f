package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.policy.Addressed;
import io.scapro.policy.Backtrace;
import io.scapro.policy.FairQueue;
import io.scapro.policy.Loan;
import io.scapro.spi.Host;
import io.scapro.spi.LogIntervals;
import io.scapro.spi.Pipe;
import io.scapro.spi.SocketBase;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The common base of REP and RESPONDENT. Each request has a backtrace, and its answer is sent back
 * along it. Any number of requests may be in progress. An answer may be sent later and from any
 * thread.
 *
 * <p>An answer to a peer that reads too slowly waits for the send timeout at most, as in nng. An
 * answer to a peer that is no longer connected fails with DISCONNECTED and is counted as PEER_GONE.
 * A request whose header has more words than the TTL is dropped as TTL_EXCEEDED; one whose header
 * has no request id (no word with the top bit) is dropped as MALFORMED. The connection stays open,
 * as in nanomsg and mangos; nng closes it. See docs/peers.md, section 4.
 *
 * @param <S> the type of the socket itself
 */
public abstract class AnsweringSocket<S extends AnsweringSocket<S>>
    extends ReceivingSocket<Request, S> {

  private static final Loan<Request> LOAN =
      new Loan<>() {
        @Override
        public void own(Request request) {
          request.message().keep();
        }

        @Override
        public void release(Request request) {
          request.message().release();
        }

        @Override
        public int bytes(Request request) {
          return request.message().length();
        }
      };

  private final int ttl;
  private final Addressed peers;
  private final BiFunction<Request, Buffer, Future<Void>> replies = this::reply;
  private final String failureBody;
  private final LogIntervals handlerFailures;

  AnsweringSocket(Host host, Identity identity, CommonOptions<?> options, String failureBody) {
    super(host, identity, options, new FairQueue<>(options), LOAN);
    this.failureBody = failureBody;
    this.handlerFailures = new LogIntervals(host);
    this.ttl = options.getTtl();
    this.peers =
        new Addressed(
            host,
            deadlines,
            options,
            new Addressed.Outcomes(() -> countCopies(1), this::missed, this::drained),
            SendingHalf.report(SocketBase.engineOf(this), "reply"));
  }

  // ---- application side ----

  /**
   * Sets the handler of requests. If it throws, the socket logs the exception with the peer and
   * counts the request as CONSUMER_FAILED. If the request is unanswered and {@link
   * AnswerOptions#getFailureBody} is set, the socket answers with it. The exception handler of the
   * context gets the exception.
   */
  @Override
  public final S handler(@Nullable Handler<Request> handler) {
    return super.handler(handler == null ? null : request -> handle(request, handler));
  }

  private void handle(Request request, Handler<Request> handler) {
    try {
      handler.handle(request);
    } catch (RuntimeException | Error failure) {
      host.execute(() -> handlerFailed(request, failure));
      throw failure;
    }
  }

  private void handlerFailed(Request request, Throwable failure) {
    boolean unanswered = !request.isAnswered();
    drop(DropReason.CONSUMER_FAILED, 1);
    if (handlerFailures.isDue()) {
      String outcome =
          !unanswered
              ? "it was answered before"
              : failureBody.isEmpty()
                  ? "it is not answered; do: catch what the handler throws, or set failureBody"
                  : "it is answered with failureBody";
      SocketBase.engineOf(this)
          .warn(
              "the handler threw %s for a request of %s; %s%s"
                  .formatted(failure, request.peer(), outcome, handlerFailures.leftOut()));
    }
    if (unanswered && !failureBody.isEmpty()) {
      reply(request, Buffer.buffer(failureBody));
    }
  }

  /**
   * {@return a new context for one request at a time: receive, then send. Contexts share the
   * requests of the socket. Use contexts or a handler, not both}
   */
  public final AnswerContext context() {
    return new AnswerContext(this::receive, host);
  }

  private Future<Void> reply(Request request, Buffer body) {
    return onLoop(
        () -> {
          if (!request.answer()) {
            return host.failed(
                new SpException(Reason.STATE, "expected one reply to a request, got one more"));
          }
          if (!peers.has(request.pipe())) {
            lost(1);
            return host.failed(Addressed.gone(request.pipe()));
          }
          return peers.send(request.pipe(), new Message(request.message().header(), body));
        });
  }

  // ---- peer side ----

  @Override
  protected final void attached(Pipe peer) {
    peers.add(peer);
  }

  @Override
  protected final boolean received(Pipe peer, Message message) {
    int header = Backtrace.length(message.body());
    if (!Backtrace.isGood(header, ttl)) {
      message.release();
      drop(Backtrace.refusal(header), 1);
      return true;
    }
    int bytes = message.length();
    boolean more = inbox.offer(peer, new Request(replies, peer, message.split(header)), bytes);
    // back-pressure: a peer that does not read its answers is not read
    return more && peers.isIdle(peer);
  }

  @Override
  protected final void writable(Pipe peer) {
    peers.writable(peer);
    if (peers.isIdle(peer) && inbox.isRoomFor(peer)) {
      peer.resume();
    }
  }

  @Override
  protected final void detached(Pipe peer) {
    lost(peers.remove(peer));
  }

  private void missed() {
    countCopies(1);
    drop(DropReason.PEER_FULL, 1);
  }

  private void lost(int answers) {
    countCopies(answers);
    drop(DropReason.PEER_GONE, answers);
  }

  /** Answers that wait for their peers. */
  @Override
  protected final Map<String, Long> protocolStatistics() {
    return Map.of("waiting", (long) peers.unsent());
  }

  // ---- the end ----

  @Override
  protected final boolean isDrained() {
    return peers.isEmpty();
  }

  @Override
  protected final void closing(SpException cause) {
    peers.close(cause);
    super.closing(cause);
  }

  @Override
  protected final void ended(SpException cause) {
    peers.fail(cause);
    super.ended(cause);
  }
}
