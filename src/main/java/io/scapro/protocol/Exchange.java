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

/** One request of a {@link ReqSocket}, from the call to its end. On the event loop. */
final class Exchange extends SendQueue.Item implements PendingRequest {

  /** What a request needs from its socket. */
  interface Owner {
    /** Resends it. */
    void again(Exchange exchange);

    /** The end of the text of a TIMEOUT: why no peer is connected; empty while one is. */
    String outage();

    /** Removes all state of a request that has ended. */
    void ended(Exchange exchange);
  }

  final Buffer body;
  final Promise<Buffer> promise;

  /** Connected peers that the request was sent to, the latest at the end. */
  final List<Pipe> asked = new ArrayList<>(1);

  final Deadlines.Entry resend;
  final Deadlines.Entry patience;
  private final Host host;
  private final Owner owner;

  /** The time of the application's call, from the host's clock. */
  final long since;

  int id;
  long sentAt;

  /** How often the request was sent. */
  int sent;

  /** Its number among the requests on the connection of the latest peer; see Suspects. */
  int place;

  /** Lost connections whose peer was reconnected at once; see Suspects. */
  int strikes;

  /** Lost connections whose peer was silent or unreachable before; see Suspects. */
  int absences;

  /** The endpoint whose connection was lost with this request, until it has reconnected. */
  @Nullable Endpoint endedAt;

  /** Whether that connection carried no other request when it was lost. */
  boolean endedAlone;

  /** Whether that connection was lost because the peer was silent. */
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
                    "expected a reply within %d ms, got none%s"
                        .formatted(receiveTimeout.toMillis(), owner.outage())));
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
