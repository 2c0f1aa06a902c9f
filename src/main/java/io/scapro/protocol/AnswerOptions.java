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

  public AnswerOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public AnswerOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
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
   * The answer, in UTF-8, to a request whose handler throws before it has answered; at most 65536
   * characters. Empty: no answer; the peer of a REP then waits until it gives up. Default empty.
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

  public String getFailureBody() {
    return failureBody;
  }
}
