package io.scapro.protocol;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request at a time on a REP or RESPONDENT socket, in this order: receive, send, receive, … Any
 * number of contexts share the requests of one socket. Thread-safe.
 *
 * <p>When a second receive gets a request before the send, the first request stays unanswered. When
 * the second receive times out, the first request can still be answered, as in mangos. See
 * docs/peers.md, sections 4 and 6.
 */
public final class AnswerContext {

  private final Supplier<Future<Request>> requests;
  private final Host host;
  private @Nullable Request current;
  private boolean receiving;

  AnswerContext(Supplier<Future<Request>> requests, Host host) {
    this.requests = requests;
    this.host = host;
  }

  /**
   * {@return the body of the next request; fails with STATE while another receive of this context
   * waits or the socket has a handler, TIMEOUT after the receive timeout, or CLOSED}
   */
  public Future<Buffer> receive() {
    return OnLoop.call(
        host,
        () -> {
          if (receiving) {
            return host.failed(
                new SpException(Reason.STATE, "expected one receive() at a time, got one more"));
          }
          receiving = true;
          return requests
              .get()
              .andThen(
                  (request, failure) -> {
                    receiving = false;
                    if (request != null) {
                      current = request;
                    }
                  })
              .map(Request::body);
        });
  }

  /**
   * Answers the last received request.
   *
   * @param body the answer; do not change it after the call
   * @return as {@link Request#reply}; fails with STATE when there is no request to answer
   */
  public Future<Void> send(Buffer body) {
    Objects.requireNonNull(body, "body");
    return OnLoop.call(
        host,
        () -> {
          Request request = current;
          if (request == null) {
            return host.failed(
                new SpException(Reason.STATE, "expected a request before send(), got none"));
          }
          current = null;
          return request.reply(body);
        });
  }
}
