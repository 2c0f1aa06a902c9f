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
 * One request at a time on a REQ socket, in this order: send, receive, send, … Any number of
 * contexts may use one socket, independently. Thread-safe.
 *
 * <p>A new request cancels the previous one: its {@link #receive} fails with CANCELLED. A receive
 * that times out ends the request, as in nng and mangos; in nanomsg the request continues. See
 * docs/peers.md, section 4.
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

  /**
   * Sends a request.
   *
   * @param body the request; do not change it after the call
   * @return completes when the socket has accepted the request, which may still wait for a peer;
   *     fails with CLOSED, TOO_LONG or NO_PEERS
   */
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
   * {@return the body of the reply; fails with STATE when there is no request, or when another
   * receive already waits for the reply; also fails as {@link PendingRequest#reply} does}
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
                        ? "expected a request before receive(), got none"
                        : "expected one receive() for a request, got one more"));
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

  /** Ends the request in progress. The context can still be used. */
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
