package io.scapro.protocol;

import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.policy.SendQueue;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request of a {@link ReqSocket}, from the call to its end. On the loop. */
final class Exchange extends SendQueue.Item implements PendingRequest {

  /** What a request asks of its socket. */
  interface Owner {
    /** Sends it again. */
    void again(Exchange exchange);

    /** It has ended: leaves nothing of it behind. */
    void ended(Exchange exchange);
  }

  final Buffer body;
  final Promise<Buffer> promise;

  /** The peers that were asked and are connected, the last one at the end. */
  final List<Pipe> asked = new ArrayList<>(1);

  final Deadlines.Entry resend;
  final Deadlines.Entry patience;
  private final Host host;
  private final Owner owner;

  /** The clock when the application asked. */
  final long since;

  int id;
  long sentAt;

  /** How often it was sent. */
  int sent;

  /** Its place among the requests on the connection of the last peer asked; see Suspects. */
  int place;

  /** Connections that ended with it, to a peer that was there again at once; see Suspects. */
  int strikes;

  /** Connections that ended with it, to a peer that was silent or away before; see Suspects. */
  int absences;

  /** The endpoint whose connection ended with it, until that has connected again. */
  @Nullable Endpoint endedAt;

  /** Whether that connection carried nothing else at its end. */
  boolean endedAlone;

  /** Whether that connection ended since the peer was silent. */
  boolean endedInSilence;

  Exchange(Buffer body, Host host, Owner owner, Duration receiveTimeout) {
    this.body = body;
    this.promise = host.promise();
    this.since = host.nanoTime();
    this.host = host;
    this.owner = owner;
    this.resend =
        new Deadlines.Entry() {
          @Override
          protected void expired() {
            owner.again(Exchange.this);
          }
        };
    this.patience =
        new Deadlines.Entry() {
          @Override
          protected void expired() {
            fail(
                new SpException(
                    Reason.TIMEOUT,
                    "expected a reply within %d ms, got none"
                        .formatted(receiveTimeout.toMillis())));
          }
        };
  }

  boolean wasAskedLast(Pipe peer) {
    return !asked.isEmpty() && asked.get(asked.size() - 1) == peer;
  }

  @Override
  public Future<Buffer> reply() {
    return promise.future();
  }

  @Override
  public void cancel() {
    host.execute(() -> fail(new SpException(Reason.CANCELLED, "the caller cancelled the request")));
  }

  @Override
  protected void accepted() {}

  @Override
  protected void failed(SpException cause) {
    fail(cause);
  }

  void complete(Buffer reply) {
    owner.ended(this);
    promise.tryComplete(reply);
  }

  void fail(SpException cause) {
    owner.ended(this);
    promise.tryFail(cause);
  }
}
