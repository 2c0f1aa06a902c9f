package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The options of a {@link SurveyorSocket}. */
public final class SurveyorOptions extends CommonOptions<SurveyorOptions> {

  /** Default of {@link #getSurveyTime}. */
  public static final Duration DEFAULT_SURVEY_TIME = Duration.ofSeconds(1);

  static final OptionFields<SurveyorOptions> FIELDS =
      CommonOptions.<SurveyorOptions>commonFields()
          .positiveTime(
              "surveyTime", SurveyorOptions::getSurveyTime, SurveyorOptions::setSurveyTime);

  private Duration surveyTime = DEFAULT_SURVEY_TIME;

  /** Creates options with all defaults. */
  public SurveyorOptions() {}

  /**
   * Creates options from JSON. Options that {@code json} does not contain have their defaults; see
   * {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or an invalid value
   */
  public SurveyorOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * Creates a copy of {@code other}.
   *
   * @param other the options to copy; not changed
   */
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

  /**
   * Sets the deadline of surveys: how long answers are accepted.
   *
   * @param surveyTime above zero; default 1 s
   * @return this
   */
  public SurveyorOptions setSurveyTime(Duration surveyTime) {
    this.surveyTime = aboveZero(surveyTime, "surveyTime");
    return this;
  }

  /** {@return how long answers are accepted; default 1 s} */
  public Duration getSurveyTime() {
    return surveyTime;
  }
}
