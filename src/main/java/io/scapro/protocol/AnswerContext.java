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
 * One request at a time on a REP or RESPONDENT socket, in the classic order: receive, send,
 * receive, … Any number of contexts share the requests of one socket. Safe from any thread.
 *
 * <p>Receiving again before sending gives the request up unanswered. Source: peers.md 1.7 and 1.9;
 * a receive that times out leaves the request before it answerable, as in mangos.
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
   * The next request; fails with STATE while another receive waits in this context, TIMEOUT or
   * CLOSED.
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
   * Answers the request received last; fails with STATE when there is none, else as {@link
   * Request#reply}.
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
