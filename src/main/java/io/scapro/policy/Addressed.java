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
 * Sends each message to the one peer that it is addressed to. A message to a peer that reads too
 * slowly waits, without delaying messages to other peers.
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
   * Callbacks for the outcome of messages.
   *
   * @param sent called for each message that a peer accepted
   * @param discarded called for each message that best effort dropped
   * @param gaveUp called after a message has failed with TIMEOUT
   */
  public record Outcomes(Runnable sent, Runnable discarded, Runnable gaveUp) {}

  /**
   * @param report gets reports of messages that wait longer than {@code warnAfter}
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

  /** Whether no message waits for {@code peer}. */
  public boolean isIdle(Pipe peer) {
    Outbox outbox = peers.get(peer);
    return outbox == null || outbox.isEmpty();
  }

  /** The peer with that pipe id; null: none. */
  public @Nullable Pipe of(int id) {
    return byId.get(id);
  }

  public boolean has(Pipe peer) {
    return peers.containsKey(peer);
  }

  /** The peer that has been connected longest; null: none. */
  public @Nullable Pipe first() {
    return peers.isEmpty() ? null : peers.keySet().iterator().next();
  }

  /** Whether the first peer can accept a message. */
  public boolean isReady() {
    Pipe first = first();
    return first != null && first.isWritable();
  }

  /** Sends to {@code peer}, which must have been added. */
  public Future<Void> send(Pipe peer, Message message) {
    return Objects.requireNonNull(peers.get(peer), "peer").send(message);
  }

  /**
   * Removes {@code peer}, and fails the messages that wait for it.
   *
   * @return the number of these messages
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
        "expected %s to stay connected until the message to it is sent, got the end of its connection"
            .formatted(peer));
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
