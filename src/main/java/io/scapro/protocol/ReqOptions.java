package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The options of a {@link ReqSocket}. */
public final class ReqOptions extends CommonOptions<ReqOptions> {

  /** Default of {@link #getResendInterval}. */
  public static final Duration DEFAULT_RESEND_INTERVAL = Duration.ofMinutes(1);

  /** Default of {@link #getResendTick}. */
  public static final Duration DEFAULT_RESEND_TICK = Duration.ZERO;

  /** Default of {@link #getMaxResends}: no limit. */
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

  /** Creates options with all defaults. */
  public ReqOptions() {}

  /**
   * Creates options from JSON. Options that {@code json} does not contain have their defaults; see
   * {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or an invalid value
   */
  public ReqOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * Creates a copy of {@code other}.
   *
   * @param other the options to copy; not changed
   */
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
   * Sets how long a request waits for its reply before it is resent to the next peer.
   *
   * @param resendInterval zero or more, or {@link io.scapro.Durations#FOREVER}; default 1 min. Zero
   *     or FOREVER: no resending; a request then fails with DISCONNECTED when the connection to its
   *     peer ends
   * @return this
   */
  public ReqOptions setResendInterval(Duration resendInterval) {
    this.resendInterval = limit(resendInterval, "resendInterval");
    return this;
  }

  /**
   * {@return how long a request waits before it is resent; zero or FOREVER: no resending; default 1
   * min}
   */
  public Duration getResendInterval() {
    return resendInterval;
  }

  /**
   * Sets the tick of resends: they happen at multiples of this time. Many requests in flight then
   * need only one timer event per tick. A resend is late by one tick at most.
   *
   * @param resendTick zero or more; zero, the default: each resend at its own time (nng: 1 s)
   * @return this
   */
  public ReqOptions setResendTick(Duration resendTick) {
    this.resendTick = zeroOrMore(resendTick, "resendTick");
    return this;
  }

  /** {@return the tick of resends; zero, the default: each resend at its own time} */
  public Duration getResendTick() {
    return resendTick;
  }

  /**
   * Sets how often a request may be resent, for any cause. When one more resend is due, the request
   * fails with RESENT_TOO_OFTEN. A request that ends each connection it is sent on fails earlier,
   * see {@link ReqSocket}.
   *
   * @param resends 0 or more; default {@link Integer#MAX_VALUE}, which is no limit
   * @return this
   */
  public ReqOptions setMaxResends(int resends) {
    this.maxResends = atLeast(0, resends, "maxResends");
    return this;
  }

  /**
   * {@return how often a request may be resent; default {@link Integer#MAX_VALUE}, which is no
   * limit}
   */
  public int getMaxResends() {
    return maxResends;
  }

  boolean resends() {
    return !resendInterval.isZero() && !resendInterval.isNegative();
  }
}
