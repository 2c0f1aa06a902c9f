package io.scapro.policy;

import io.scapro.CommonOptions;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives each message to the one peer it is for; a message for a peer that reads too slowly waits,
 * and the others' do not wait for it.
 */
public final class Addressed {

  private final Host host;
  private final Deadlines deadlines;
  private final CommonOptions<?> options;
  private final Outcomes outcomes;
  private final LongWaits waits;
  private final Map<Pipe, Outbox> peers = new LinkedHashMap<>();
  private final Map<Integer, Pipe> byId = new HashMap<>();

  /**
   * Callbacks for what becomes of the messages.
   *
   * @param sent called for each message a peer took
   * @param discarded called for each message that best effort gave up
   * @param gaveUp called when a message waited too long and is gone
   */
  public record Outcomes(Runnable sent, Runnable discarded, Runnable gaveUp) {}

  /**
   * @param report told of messages that wait longer than {@code warnAfter}
   */
  public Addressed(
      Host host,
      Deadlines deadlines,
      CommonOptions<?> options,
      Outcomes outcomes,
      LongWaits.Report report) {
    this.host = host;
    this.deadlines = deadlines;
    this.options = options;
    this.outcomes = outcomes;
    this.waits = new LongWaits(host, deadlines, options.getWarnAfter(), this::oldest, report);
  }

  private long oldest() {
    return peers.values().stream().mapToLong(Outbox::oldest).min().orElse(Long.MAX_VALUE);
  }

  public void add(Pipe peer) {
    Outbox.Sink sink =
        new Outbox.Sink() {
          @Override
          public boolean offer(Message message) {
            return Addressed.this.offer(peer, message);
          }

          @Override
          public void dropped() {
            outcomes.discarded().run();
          }

          @Override
          public void waits() {
            waits.began();
          }

          @Override
          public void waitsNoMore() {
            waits.ended();
          }
        };
    byId.put(peer.id(), peer);
    peers.put(peer, new Outbox(host, deadlines, sink, outcomes.gaveUp(), options));
  }

  private boolean offer(Pipe peer, Message message) {
    if (!peer.isWritable()) {
      return false;
    }
    outcomes.sent().run();
    peer.send(message);
    return true;
  }

  public void writable(Pipe peer) {
    Outbox outbox = peers.get(peer);
    if (outbox != null) {
      outbox.flush();
    }
  }

  /** Whether nothing waits for {@code peer}. */
  public boolean isIdle(Pipe peer) {
    Outbox outbox = peers.get(peer);
    return outbox == null || outbox.isEmpty();
  }

  /** The peer whose pipe has that id; null when there is none. */
  public @Nullable Pipe of(int id) {
    return byId.get(id);
  }

  public boolean has(Pipe peer) {
    return peers.containsKey(peer);
  }

  /** The peer that has been here longest; null when there is none. */
  public @Nullable Pipe first() {
    return peers.isEmpty() ? null : peers.keySet().iterator().next();
  }

  /** Whether the first peer can take a message. */
  public boolean isReady() {
    Pipe first = first();
    return first != null && first.isWritable();
  }

  /** Sends to {@code peer}, which must be one of ours. */
  public Future<Void> send(Pipe peer, Message message) {
    return Objects.requireNonNull(peers.get(peer), "peer").send(message);
  }

  /**
   * Forgets {@code peer}, and fails what waits for it.
   *
   * @return how many messages that were
   */
  public int remove(Pipe peer) {
    byId.remove(peer.id(), peer);
    Outbox outbox = peers.remove(peer);
    if (outbox == null) {
      return 0;
    }
    int waiting = outbox.size();
    outbox.fail(gone(peer));
    return waiting;
  }

  public static SpException gone(Pipe peer) {
    return new SpException(
        Reason.DISCONNECTED,
        "expected " + peer + " to stay connected for its message, the peer closed");
  }

  /** Messages that wait for their peers. */
  public int unsent() {
    return peers.values().stream().mapToInt(Outbox::unsent).sum();
  }

  public boolean isEmpty() {
    return peers.values().stream().allMatch(Outbox::isEmpty);
  }

  public void close(SpException cause) {
    peers.values().forEach(outbox -> outbox.close(cause));
  }

  public void fail(SpException cause) {
    peers.values().forEach(outbox -> outbox.fail(cause));
  }
}
