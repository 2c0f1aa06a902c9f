package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import java.time.Duration;

/** What a {@link SurveyorSocket} can be told. */
public final class SurveyorOptions extends CommonOptions<SurveyorOptions> {

  static final OptionFields<SurveyorOptions> FIELDS =
      CommonOptions.<SurveyorOptions>commonFields()
          .positiveTime(
              "surveyTime", SurveyorOptions::getSurveyTime, SurveyorOptions::setSurveyTime);

  private Duration surveyTime = Duration.ofSeconds(1);

  @Override
  protected SurveyorOptions create() {
    return new SurveyorOptions();
  }

  @Override
  protected OptionFields<SurveyorOptions> fields() {
    return FIELDS;
  }

  /** How long answers to a survey are taken; above zero, default 1 s. */
  public SurveyorOptions setSurveyTime(Duration time) {
    this.surveyTime = aboveZero("a survey time", time);
    return this;
  }

  public Duration getSurveyTime() {
    return surveyTime;
  }
}
