package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;
import java.time.Duration;

/** What a {@link ReqSocket} can be told. */
public final class ReqOptions extends SocketOptions<ReqOptions> {

  static final OptionFields<ReqOptions> FIELDS =
      SocketOptions.<ReqOptions>commonFields()
          .duration("resendInterval", ReqOptions::resendInterval, ReqOptions::setResendInterval)
          .duration("resendTick", ReqOptions::resendTick, ReqOptions::setResendTick);

  private Duration resendInterval = Duration.ofMinutes(1);
  private Duration resendTick = Duration.ZERO;

  @Override
  protected ReqOptions self() {
    return this;
  }

  @Override
  protected OptionFields<ReqOptions> fields() {
    return FIELDS;
  }

  @Override
  public ReqOptions copy() {
    return new ReqOptions().from(this);
  }

  /**
   * How long a request waits for its reply before it is sent again, to the next peer; default 1
   * min. Zero or {@link #FOREVER}: never, and a request whose peer leaves fails with DISCONNECTED
   * instead of being sent again.
   */
  public ReqOptions setResendInterval(Duration interval) {
    this.resendInterval = interval;
    return this;
  }

  public Duration resendInterval() {
    return resendInterval;
  }

  /**
   * Resends happen together, at multiples of this time, so that a million requests in flight wake
   * the socket a few times a second and not a million; each is late by a tick at most. Zero: each
   * at its own time; default zero (nng: 1 s).
   */
  public ReqOptions setResendTick(Duration tick) {
    if (tick.isNegative()) {
      throw new IllegalArgumentException("expected a tick of zero or more, got " + tick);
    }
    this.resendTick = tick;
    return this;
  }

  public Duration resendTick() {
    return resendTick;
  }

  boolean resends() {
    return !resendInterval.isZero() && !resendInterval.isNegative();
  }
}
