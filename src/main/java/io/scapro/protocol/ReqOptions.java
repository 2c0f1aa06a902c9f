package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What a {@link ReqSocket} can be told. */
public final class ReqOptions extends CommonOptions<ReqOptions> {

  /** Default of {@link #getResendInterval}. */
  public static final Duration DEFAULT_RESEND_INTERVAL = Duration.ofMinutes(1);

  /** Default of {@link #getResendTick}. */
  public static final Duration DEFAULT_RESEND_TICK = Duration.ZERO;

  /** Resends of one request. */
  public static final int DEFAULT_MAX_RESENDS = Integer.MAX_VALUE;

  static final OptionFields<ReqOptions> FIELDS =
      CommonOptions.<ReqOptions>commonFields()
          .duration("resendInterval", ReqOptions::getResendInterval, ReqOptions::setResendInterval)
          .integer(
              "maxResends",
              0,
              Integer.MAX_VALUE,
              ReqOptions::getMaxResends,
              ReqOptions::setMaxResends)
          .time("resendTick", ReqOptions::getResendTick, ReqOptions::setResendTick);

  private Duration resendInterval = DEFAULT_RESEND_INTERVAL;
  private Duration resendTick = DEFAULT_RESEND_TICK;
  private int maxResends = DEFAULT_MAX_RESENDS;

  public ReqOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public ReqOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
  public ReqOptions(ReqOptions other) {
    copyFrom(other);
  }

  @Override
  protected ReqOptions create() {
    return new ReqOptions();
  }

  @Override
  protected OptionFields<ReqOptions> fields() {
    return FIELDS;
  }

  /**
   * How long a request waits for its reply before it is sent again, to the next peer; default 1
   * min. Zero or {@link io.scapro.Durations#FOREVER}: never, and a request whose peer leaves fails
   * with DISCONNECTED instead of being sent again.
   */
  public ReqOptions setResendInterval(Duration resendInterval) {
    this.resendInterval = limit(resendInterval, "resendInterval");
    return this;
  }

  public Duration getResendInterval() {
    return resendInterval;
  }

  /**
   * Resends happen together, at multiples of this time, so that a million requests in flight wake
   * the socket a few times a second and not a million; each is late by a tick at most. Zero: each
   * at its own time; default zero (nng: 1 s).
   */
  public ReqOptions setResendTick(Duration resendTick) {
    this.resendTick = zeroOrMore(resendTick, "resendTick");
    return this;
  }

  public Duration getResendTick() {
    return resendTick;
  }

  /**
   * How often a request is sent again at most, for whatever cause; then it fails with
   * RESENT_TOO_OFTEN. 0 or more; default no limit. A request that ends each connection it is sent
   * on fails earlier, see {@link ReqSocket}.
   */
  public ReqOptions setMaxResends(int resends) {
    this.maxResends = atLeast(0, resends, "maxResends");
    return this;
  }

  public int getMaxResends() {
    return maxResends;
  }

  boolean resends() {
    return !resendInterval.isZero() && !resendInterval.isNegative();
  }
}
