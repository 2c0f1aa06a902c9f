package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** The options of a {@link RepSocket} and of a {@link RespondentSocket}. */
public final class AnswerOptions extends CommonOptions<AnswerOptions> {

  /** Default of {@link #getFailureBody}: no answer. */
  public static final String DEFAULT_FAILURE_BODY = "";

  private static final int LONGEST = 1 << 16;

  static final OptionFields<AnswerOptions> FIELDS =
      CommonOptions.<AnswerOptions>commonFields()
          .text(
              "failureBody", LONGEST, AnswerOptions::getFailureBody, AnswerOptions::setFailureBody);

  private String failureBody = DEFAULT_FAILURE_BODY;

  /** Creates options with all defaults. */
  public AnswerOptions() {}

  /**
   * Creates options from JSON. Options that {@code json} does not contain have their defaults; see
   * {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or an invalid value
   */
  public AnswerOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * Creates a copy of {@code other}.
   *
   * @param other the options to copy; not changed
   */
  public AnswerOptions(AnswerOptions other) {
    copyFrom(other);
  }

  @Override
  protected AnswerOptions create() {
    return new AnswerOptions();
  }

  @Override
  protected OptionFields<AnswerOptions> fields() {
    return FIELDS;
  }

  /**
   * Sets the answer to a request whose handler throws before it has answered.
   *
   * @param text at most 65536 characters, sent in UTF-8; empty, the default: no answer, and a REQ
   *     peer waits for its own timeout or resends
   * @return this
   */
  public AnswerOptions setFailureBody(String text) {
    Objects.requireNonNull(text, "text");
    check(
        "failureBody",
        text.length() <= LONGEST,
        "at most %d characters".formatted(LONGEST),
        Integer.toString(text.length()));
    this.failureBody = text;
    return this;
  }

  /** {@return the answer to a request whose handler throws; empty, the default: none} */
  public String getFailureBody() {
    return failureBody;
  }
}
