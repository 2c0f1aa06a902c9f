package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Outbox;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/**
 * REP: receives requests and answers each on the way it came. Any number may be in progress; a
 * reply may come later and from any thread.
 *
 * <p>A reply to a peer that reads too slowly waits for it, bounded by the send timeout, as nng; to
 * a peer that left, it fails with DISCONNECTED and is counted as PEER_GONE. Source: peers.md 1.7.
 */
public final class RepSocket extends ReceivingSocket<Request> {

  public static final Identity IDENTITY = new Identity("rep", 0x31, "req", 0x30);

  private final RepOptions options;
  private final Map<Pipe, Outbox> replies = new HashMap<>();

  RepSocket(Host host, RepOptions options) {
    super(
        host,
        IDENTITY,
        options,
        new FairQueue<>(options),
        request -> request.message().keep(),
        request -> request.message().release());
    this.options = options;
  }

  public static RepSocket create(Vertx vertx) {
    return create(vertx, new RepOptions());
  }

  /** Opens a socket on the calling context. */
  public static RepSocket create(Vertx vertx, RepOptions options) {
    return new RepSocket(Host.of(vertx), options.copy());
  }

  // ---- application side ----

  Future<Void> reply(Request request, Buffer body) {
    return onLoop(
        () -> {
          if (!request.answer()) {
            return host.failed(
                new SpException(Reason.STATE, "expected one reply to a request, got one more"));
          }
          Outbox outbox = replies.get(request.pipe());
          if (outbox == null) {
            countCopies(1);
            drop(DropReason.PEER_GONE, 1);
            return host.failed(
                new SpException(
                    Reason.DISCONNECTED,
                    "expected " + request.pipe() + " to be there for its reply, it left"));
          }
          return outbox.send(new Message(request.message().header(), body));
        });
  }

  // ---- peer side ----

  @Override
  protected void attached(Pipe peer) {
    replies.put(
        peer,
        new Outbox(
            host, deadlines, message -> offer(peer, message), this::leaveWhenDrained, options));
  }

  private boolean offer(Pipe peer, Message message) {
    if (!peer.isWritable()) {
      return false;
    }
    countCopies(1);
    peer.send(message);
    return true;
  }

  @Override
  protected boolean received(Pipe peer, Message message) {
    int header = Backtrace.length(message.body());
    if (!Backtrace.isGood(header, options.ttl())) {
      message.release();
      drop(Backtrace.refusal(header), 1);
      return true;
    }
    int bytes = message.length();
    return inbox.offer(peer, new Request(this, message.split(header)), bytes);
  }

  @Override
  protected void writable(Pipe peer) {
    Outbox outbox = replies.get(peer);
    if (outbox != null) {
      outbox.flush();
    }
  }

  @Override
  protected void detached(Pipe peer) {
    Outbox outbox = replies.remove(peer);
    if (outbox != null) {
      countCopies(outbox.size());
      drop(DropReason.PEER_GONE, outbox.size());
      outbox.fail(
          new SpException(Reason.DISCONNECTED, "expected " + peer + " to take its reply, it left"));
    }
  }

  @Override
  protected boolean isDrained() {
    return replies.values().stream().allMatch(Outbox::isEmpty);
  }

  @Override
  protected void closing(SpException cause) {
    replies.values().forEach(outbox -> outbox.close(cause));
    super.closing(cause);
  }

  @Override
  protected void ended(SpException cause) {
    replies.values().forEach(outbox -> outbox.fail(cause));
    super.ended(cause);
  }
}
