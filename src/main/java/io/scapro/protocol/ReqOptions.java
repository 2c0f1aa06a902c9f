package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;
import java.time.Duration;

/** What a {@link ReqSocket} can be told. */
public final class ReqOptions extends SocketOptions<ReqOptions> {

  static final OptionFields<ReqOptions> FIELDS =
      SocketOptions.<ReqOptions>commonFields()
          .duration("resendInterval", ReqOptions::resendInterval, ReqOptions::setResendInterval);

  private Duration resendInterval = Duration.ofMinutes(1);

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

  boolean resends() {
    return !resendInterval.isZero() && !resendInterval.isNegative();
  }
}
