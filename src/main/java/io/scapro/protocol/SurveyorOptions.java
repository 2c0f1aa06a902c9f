package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What a {@link SurveyorSocket} can be told. */
public final class SurveyorOptions extends CommonOptions<SurveyorOptions> {

  /** Default of {@link #getSurveyTime}. */
  public static final Duration DEFAULT_SURVEY_TIME = Duration.ofSeconds(1);

  static final OptionFields<SurveyorOptions> FIELDS =
      CommonOptions.<SurveyorOptions>commonFields()
          .positiveTime(
              "surveyTime", SurveyorOptions::getSurveyTime, SurveyorOptions::setSurveyTime);

  private Duration surveyTime = DEFAULT_SURVEY_TIME;

  public SurveyorOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public SurveyorOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
  public SurveyorOptions(SurveyorOptions other) {
    copyFrom(other);
  }

  @Override
  protected SurveyorOptions create() {
    return new SurveyorOptions();
  }

  @Override
  protected OptionFields<SurveyorOptions> fields() {
    return FIELDS;
  }

  /** How long answers to a survey are taken; above zero, default 1 s. */
  public SurveyorOptions setSurveyTime(Duration surveyTime) {
    this.surveyTime = aboveZero(surveyTime, "surveyTime");
    return this;
  }

  public Duration getSurveyTime() {
    return surveyTime;
  }
}
