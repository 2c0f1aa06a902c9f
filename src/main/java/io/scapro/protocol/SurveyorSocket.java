package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.policy.Backtrace;
import io.scapro.policy.Fanout;
import io.scapro.policy.RequestIds;
import io.scapro.policy.SendLimit;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.SocketBase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * SURVEYOR: sends a survey to all RESPONDENT peers at once and receives their answers until a
 * deadline. Any number of surveys may be in progress.
 *
 * <p>Sending a survey never waits: a peer whose send buffer is full does not get the survey, and
 * the missed survey is counted as PEER_FULL. Without peers there are no answers. An answer that is
 * late or has an unknown id is dropped as UNKNOWN_REQUEST. An answer of a peer that did not get the
 * survey is dropped as NOT_ASKED. A peer may answer more than once, since it can be a device.
 *
 * <p>In Scapro, answers that arrived before the deadline can be read after it (as in nanomsg and
 * nng). When all of them were read, the next receive of a context fails with TIMEOUT, and further
 * ones fail with STATE (as in nanomsg). The other implementations differ from each other: see
 * docs/peers.md, section 6.
 */
public final class SurveyorSocket extends SocketBase<SurveyorSocket> {

  /** {@code surveyor}, SP number 0x62; its peers are {@code respondent}. */
  public static final Identity IDENTITY = new Identity("surveyor", 0x62, "respondent", 0x63);

  private final SurveyorOptions options;
  private final Deadlines deadlines;
  private final RequestIds ids = new RequestIds();
  private final Fanout peers = new Fanout();
  private final SendLimit limit;
  private final Map<Integer, Survey> underWay = new HashMap<>();
  private final Set<Survey> unread = new LinkedHashSet<>();
  private final Parts parts = new Parts();

  SurveyorSocket(Host host, SurveyorOptions options) {
    super(host, IDENTITY, options);
    this.options = options;
    this.deadlines = new Deadlines(host);
    this.limit = new SendLimit(options);
  }

  /**
   * Opens a socket with the default options. It belongs to the calling context, or to a new one if
   * the caller has none. May be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static SurveyorSocket create(Vertx vertx) {
    return create(vertx, new SurveyorOptions());
  }

  /**
   * Opens a socket. It belongs to the calling context, or to a new one if the caller has none. May
   * be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @param options the options; the socket uses a copy
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static SurveyorSocket create(Vertx vertx, SurveyorOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new SurveyorSocket(Engines.host(vertx), options.copy());
  }

  // ---- application side ----

  /**
   * {@return a new context for one survey at a time: send, then receive; independent of other uses
   * of the socket}
   */
  public SurveyContext context() {
    return new SurveyContext(parts, host);
  }

  /**
   * Sends a survey to all peers that are connected now. May be called from any thread.
   *
   * @param body the question; do not change it after the call
   * @return the survey in progress; it fails with CLOSED or TOO_LONG
   */
  public Survey survey(Buffer body) {
    Objects.requireNonNull(body, "body");
    Survey survey = new Survey(parts, host, deadlines, options, body);
    host.execute(() -> begin(survey));
    return survey;
  }

  private void begin(Survey survey) {
    if (!isOpen()) {
      survey.finish(closedException(), () -> {});
      return;
    }
    SpException tooLong = limit.refusal(survey.question().length());
    if (tooLong != null) {
      survey.finish(tooLong, () -> {});
      return;
    }
    do {
      survey.id(ids.next());
    } while (underWay.putIfAbsent(survey.id(), survey) != null);
    deadlines.add(survey.deadline(), options.getSurveyTime());
    survey.sentAt(host.nanoTime());
    countCopies(peers.size());
    drop(DropReason.PEER_FULL, peers.send(survey.question(), null, survey::asked));
  }

  // ---- peer side ----

  @Override
  protected void attached(Pipe peer) {
    peers.add(peer);
  }

  @Override
  protected boolean received(Pipe peer, Message message) {
    int id = Backtrace.id(message);
    Survey survey = underWay.get(id);
    if (id != 0 && survey != null && survey.hasAsked(peer)) {
      countRoundTrip(host.nanoTime() - survey.sentAt());
      survey.answer(peer, message.split(Backtrace.WORD));
    } else {
      message.release();
      drop(refusal(id, survey), 1);
    }
    return true;
  }

  private static DropReason refusal(int id, @Nullable Survey survey) {
    if (id == 0) {
      return DropReason.MALFORMED;
    }
    return survey == null ? DropReason.UNKNOWN_REQUEST : DropReason.NOT_ASKED;
  }

  @Override
  protected void writable(Pipe peer) {}

  @Override
  protected void detached(Pipe peer) {
    peers.remove(peer);
  }

  @Override
  protected Boolean isSendable() {
    return true;
  }

  /** Stops accepting answers to the survey. */
  private void end(Survey survey, SpException cause) {
    if (underWay.remove(survey.id(), survey)) {
      deadlines.cancel(survey.deadline());
      unread.add(survey);
      survey.finish(cause, () -> unread.remove(survey));
    }
  }

  /** What surveys and contexts need from this socket. */
  private final class Parts implements Survey.Owner, SurveyContext.Owner {

    @Override
    public <T> Future<T> whenOpen(Supplier<Future<T>> call) {
      return onLoop(call);
    }

    @Override
    public Survey survey(Buffer body) {
      return SurveyorSocket.this.survey(body);
    }

    @Override
    public void answered(int answers) {
      countDelivered(answers);
    }

    @Override
    public void lost(int answers) {
      drop(DropReason.CLOSED, answers);
    }

    @Override
    public void overflowed() {
      drop(DropReason.QUEUE_FULL, 1);
    }

    @Override
    public void end(Survey survey, SpException cause) {
      SurveyorSocket.this.end(survey, cause);
    }

    @Override
    public void discard(Survey survey, SpException cause) {
      if (unread.contains(survey)) {
        survey.discard(cause);
      }
    }
  }

  // ---- the end ----

  @Override
  protected boolean isDrained() {
    return true;
  }

  @Override
  protected void closing(SpException cause) {
    new ArrayList<>(underWay.values()).forEach(survey -> end(survey, cause));
    List.copyOf(unread).forEach(survey -> survey.discard(cause));
  }

  @Override
  protected void ended(SpException cause) {
    deadlines.clear();
  }

  @Override
  protected long queuedToDeliver() {
    long count = 0;
    for (Survey survey : underWay.values()) {
      count += survey.unread();
    }
    for (Survey survey : unread) {
      count += survey.unread();
    }
    return count;
  }

  /** Surveys in progress. */
  @Override
  protected Map<String, Long> protocolStatistics() {
    return Map.of("underWay", (long) underWay.size());
  }
}
