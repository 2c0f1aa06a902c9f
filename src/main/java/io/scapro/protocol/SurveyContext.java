package io.scapro.protocol;

import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One survey at a time on a SURVEYOR socket, in this order: send, then receive until TIMEOUT. Any
 * number of contexts may use one socket. Thread-safe.
 *
 * <p>A new survey cancels the previous one. Answers that arrived before the deadline can be
 * received after the deadline. When all of them were received, the next receive fails with TIMEOUT,
 * and further ones fail with STATE, as in nanomsg. A receive timeout before the deadline ends the
 * survey, as in nng; in nanomsg and mangos the survey continues. See docs/peers.md, section 6.
 */
public final class SurveyContext {

  /** What a context needs from its socket. */
  interface Owner {
    /** Runs a call on the event loop. Fails with CLOSED when the socket is closed. */
    <T> Future<T> whenOpen(Supplier<Future<T>> call);

    Survey survey(Buffer body);
  }

  private final Owner socket;
  private final Host host;
  private @Nullable Survey current;

  SurveyContext(Owner socket, Host host) {
    this.socket = socket;
    this.host = host;
  }

  /**
   * Starts a survey.
   *
   * @param body the question; do not change it after the call
   * @return completes when the survey has started; fails with CLOSED. If the question is too long,
   *     {@link #receive} fails with TOO_LONG
   */
  public Future<Void> send(Buffer body) {
    Objects.requireNonNull(body, "body");
    return socket.whenOpen(
        () -> {
          close();
          current = socket.survey(body);
          return host.done();
        });
  }

  /**
   * {@return the next answer. Fails with TIMEOUT at the deadline or after the receive timeout, with
   * STATE if no survey is in progress, or with CANCELLED, CLOSED or TOO_LONG}
   */
  public Future<Message> receive() {
    return OnLoop.call(
        host,
        () -> {
          Survey survey = current;
          if (survey == null) {
            return host.failed(
                new SpException(
                    Reason.STATE,
                    "expected a survey in progress, got none; do: call send() before receive()"));
          }
          return survey
              .receive()
              .onFailure(
                  late ->
                      host.execute(
                          () -> {
                            if (current == survey) {
                              close();
                            }
                          }));
        });
  }

  /** Ends the survey in progress. The context can still be used. */
  public void close() {
    host.execute(
        () -> {
          Survey before = current;
          if (before != null) {
            current = null;
            before.cancel();
          }
        });
  }
}
