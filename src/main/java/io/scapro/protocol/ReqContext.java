package io.scapro.protocol;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One question at a time on a REQ socket, in the classic order: send, receive, send, … Any number
 * of contexts work on one socket, each on its own. Safe from any thread.
 *
 * <p>A new question cancels the one before: who waits for its reply gets CANCELLED. A reply that
 * timed out ends the question, as in nng and mangos; nanomsg would keep it. Source: peers.md 1.7.
 */
public final class ReqContext {

  private final Function<Buffer, PendingRequest> requests;
  private final Host host;
  private @Nullable PendingRequest current;
  private boolean received;

  ReqContext(Function<Buffer, PendingRequest> requests, Host host) {
    this.requests = requests;
    this.host = host;
  }

  /** Asks; completes when the question is registered, or fails with CLOSED. */
  public Future<Void> send(Buffer body) {
    Objects.requireNonNull(body, "body");
    return OnLoop.call(
        host,
        () -> {
          cancelCurrent();
          PendingRequest request = requests.apply(body);
          Future<Buffer> reply = request.reply();
          if (reply.failed()) {
            return reply.mapEmpty();
          }
          current = request;
          received = false;
          return host.done();
        });
  }

  /**
   * The reply; fails with STATE when nothing was asked, or the reply is being received already;
   * else as {@link PendingRequest#reply}.
   */
  public Future<Buffer> receive() {
    return OnLoop.call(
        host,
        () -> {
          PendingRequest request = current;
          if (request == null || received) {
            return host.failed(
                new SpException(
                    Reason.STATE,
                    request == null
                        ? "expected a question before receive(), got none"
                        : "expected one receive() for a question, got one more"));
          }
          received = true;
          return request
              .reply()
              .onComplete(
                  ended ->
                      host.execute(
                          () -> {
                            if (current == request) {
                              current = null;
                            }
                          }));
        });
  }

  /** Gives up the question. */
  public void close() {
    host.execute(this::cancelCurrent);
  }

  private void cancelCurrent() {
    PendingRequest before = current;
    if (before != null) {
      current = null;
      before.cancel();
    }
  }
}
