package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;
import java.time.Duration;

/** What a {@link SurveyorSocket} can be told. */
public final class SurveyorOptions extends SocketOptions<SurveyorOptions> {

  static final OptionFields<SurveyorOptions> FIELDS =
      SocketOptions.<SurveyorOptions>commonFields()
          .duration("surveyTime", SurveyorOptions::surveyTime, SurveyorOptions::setSurveyTime);

  private Duration surveyTime = Duration.ofSeconds(1);

  @Override
  protected SurveyorOptions self() {
    return this;
  }

  @Override
  protected OptionFields<SurveyorOptions> fields() {
    return FIELDS;
  }

  @Override
  public SurveyorOptions copy() {
    return new SurveyorOptions().from(this);
  }

  /** How long answers to a survey are taken; above zero, default 1 s. */
  public SurveyorOptions setSurveyTime(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("expected a survey time above zero, got " + time);
    }
    this.surveyTime = time;
    return this;
  }

  public Duration surveyTime() {
    return surveyTime;
  }
}
