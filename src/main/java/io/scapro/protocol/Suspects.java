package io.scapro.protocol;

import io.scapro.Endpoint;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the request that ends each connection it is sent on, such as one that is longer than its
 * peer accepts. It then fails. Otherwise it would be resent forever, and end the other requests of
 * its connections each time.
 *
 * <pre>
 *   sent ──connection ends, twice──▶ suspect ──sent alone──▶ answered: no suspect
 *                                                └──connection ends──▶ failed
 * </pre>
 *
 * <p>A peer reads its connection in order. When a connection ends, each of its requests gets a
 * strike, unless a later one was answered. There is no strike if the peer could not be reconnected
 * at once, since it was probably restarted. There is none if the peer was silent either, since the
 * network probably failed. Both are counted as absences. A suspect has its connection to itself for
 * {@link #QUIET}; meanwhile other connections carry the other requests. On the event loop.
 */
final class Suspects {

  /**
   * How long a reserved connection waits for the replies to earlier requests before a suspect is
   * sent, and how long the suspect then has it to itself.
   */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final int MOST_STRIKES = 2;
  private static final int MOST_ABSENCES = 16;

  /** What this class needs from its socket. */
  interface Owner {
    /** A connection that can accept a request; it gets no others until {@link #release}. */
    @Nullable Pipe reserve();

    void release(Pipe peer);

    void send(Exchange exchange, Pipe peer);

    /** {@code exchange} is not sent until the call of {@link #send}. */
    void suspected(Exchange exchange);

    /** Fails {@code exchange}, and resets the strikes of all others. */
    void convict(Exchange exchange, Peer peer, SpException cause);

    /** {@code exchange} is no longer a suspect, and must be sent. */
    void free(Exchange exchange);
  }

  /** The state of one connection. */
  private static final class Trace {
    private int sent;
    private int readUpTo;
    private int outstanding;
  }

  private final Owner owner;
  private final Deadlines deadlines;
  private final List<Exchange> suspects = new ArrayList<>();

  /** Requests whose endpoint has not reconnected since their connection was lost. */
  private final Set<Exchange> undecided = new LinkedHashSet<>();

  private @Nullable Pipe reserved;
  private @Nullable Exchange alone;
  private final Deadlines.Entry quiet =
      new Deadlines.Entry() {
        @Override
        protected void expired() {
          quietIsOver();
        }
      };

  Suspects(Owner owner, Deadlines deadlines) {
    this.owner = owner;
    this.deadlines = deadlines;
  }

  private static Trace trace(Pipe peer) {
    if (!(peer.attachment() instanceof Trace trace)) {
      throw new IllegalStateException("expected an attached peer, got " + peer);
    }
    return trace;
  }

  // ---- connections ----

  /** To be called before {@code peer} gets messages. */
  void attached(Pipe peer) {
    peer.attach(new Trace());
    Endpoint endpoint = peer.peer().endpoint();
    for (Exchange exchange : List.copyOf(undecided)) {
      if (exchange.endedAt == endpoint && undecided.remove(exchange)) {
        exchange.endedAt = null;
        decide(exchange, peer);
      }
    }
  }

  private void decide(Exchange exchange, Pipe peer) {
    boolean hasCause = peer.wasAway() || exchange.endedInSilence;
    if (hasCause) {
      exchange.absences++;
    } else {
      exchange.strikes++;
    }
    if ((exchange.endedAlone && !hasCause) || exchange.absences > MOST_ABSENCES) {
      convict(exchange, peer, tooOften(exchange, peer));
    } else if (exchange.strikes >= MOST_STRIKES && exchange.asked.isEmpty()) {
      add(exchange);
    }
  }

  private void convict(Exchange exchange, Pipe peer, SpException cause) {
    suspects.remove(exchange);
    List<Exchange> free = List.copyOf(suspects);
    suspects.clear();
    undecided.clear();
    owner.convict(exchange, peer.peer(), cause);
    free.forEach(owner::free);
  }

  private static SpException tooOften(Exchange exchange, Pipe peer) {
    return new SpException(
        Reason.RESENT_TOO_OFTEN,
        ("expected a reply, got none: %d connections ended after this request of %d bytes was sent, the"
                + " last to %s; do: send at most what the peer accepts, or read the peer's log")
            .formatted(
                exchange.strikes + exchange.absences,
                exchange.body.length(),
                peer.peer().endpoint().address()));
  }

  /** Whether {@code exchange} must be sent on a connection of its own. */
  boolean isSuspect(Exchange exchange) {
    return exchange.strikes >= MOST_STRIKES;
  }

  boolean isReserved(Pipe peer) {
    return peer == reserved;
  }

  /**
   * The connection to {@code peer} has ended. It was the last that {@code exchanges} were sent on.
   */
  void detached(Pipe peer, List<Exchange> exchanges) {
    Trace trace = trace(peer);
    boolean wasAlone = peer == reserved && alone != null;
    Exchange tooLong = peer.isTooLongForPeer() ? longestUnread(exchanges, trace) : null;
    for (Exchange exchange : exchanges) {
      if (exchange.place <= trace.readUpTo) {
        exchange.strikes = 0;
      } else {
        exchange.endedAt = peer.peer().endpoint();
        exchange.endedAlone = wasAlone && exchange == alone;
        exchange.endedInSilence = peer.wasSilent();
        undecided.add(exchange);
      }
    }
    if (peer == reserved) {
      reserved = null;
      alone = null;
      deadlines.cancel(quiet);
    }
    if (tooLong != null) {
      convict(tooLong, peer, tooLong(tooLong, peer));
    }
  }

  /**
   * The request that the peer found too long: the longest one that was sent after the last one that
   * it answered.
   */
  private static @Nullable Exchange longestUnread(List<Exchange> exchanges, Trace trace) {
    return exchanges.stream()
        .filter(exchange -> exchange.place > trace.readUpTo)
        .max(Comparator.comparingInt(exchange -> exchange.body.length()))
        .orElse(null);
  }

  private static SpException tooLong(Exchange exchange, Pipe peer) {
    return new SpException(
        Reason.TOO_LONG,
        "expected a request that %s accepts, got %d bytes; do: send less, or raise the peer's limit"
            .formatted(peer.peer().endpoint().address(), exchange.body.length()));
  }

  // ---- requests ----

  /**
   * {@code exchange} was sent to {@code peer}; to be called before {@code peer} is added to {@code
   * asked}.
   */
  void sent(Exchange exchange, Pipe peer) {
    Trace trace = trace(peer);
    exchange.place = ++trace.sent;
    if (!exchange.asked.contains(peer)) {
      trace.outstanding++;
    }
  }

  /** {@code peer} has answered {@code exchange}, which ends next. */
  void answered(Exchange exchange, Pipe peer) {
    if (exchange.wasAskedLast(peer)) {
      Trace trace = trace(peer);
      trace.readUpTo = Math.max(trace.readUpTo, exchange.place);
    }
  }

  /** {@code exchange} has ended, with any outcome. */
  void ended(Exchange exchange) {
    undecided.remove(exchange);
    suspects.remove(exchange);
    exchange.asked.forEach(peer -> trace(peer).outstanding--);
    Pipe peer = reserved;
    if (exchange == alone) {
      release();
    } else if (peer != null && alone == null && trace(peer).outstanding == 0) {
      sendNext(peer);
    }
  }

  /** Adds a suspect. Suspects are sent alone, one after the other, the longest first. */
  void add(Exchange exchange) {
    if (!suspects.contains(exchange)) {
      owner.suspected(exchange);
      suspects.add(exchange);
      suspects.sort(Comparator.comparingInt(each -> -each.body.length()));
    }
  }

  /** Sends the next suspect if a connection is available. */
  void next() {
    if (reserved != null || suspects.isEmpty()) {
      return;
    }
    Pipe peer = owner.reserve();
    reserved = peer;
    if (peer != null) {
      if (trace(peer).outstanding == 0) {
        sendNext(peer);
      } else {
        deadlines.add(quiet, QUIET);
      }
    }
  }

  private void sendNext(Pipe peer) {
    if (suspects.isEmpty() || !peer.isWritable()) {
      release();
      return;
    }
    Exchange exchange = suspects.remove(0);
    alone = exchange;
    deadlines.add(quiet, QUIET);
    owner.send(exchange, peer);
  }

  private void quietIsOver() {
    Pipe peer = reserved;
    if (peer != null && alone == null) {
      sendNext(peer);
    } else {
      release();
    }
  }

  private void release() {
    Pipe peer = reserved;
    reserved = null;
    alone = null;
    deadlines.cancel(quiet);
    if (peer != null) {
      owner.release(peer);
    }
  }
}
