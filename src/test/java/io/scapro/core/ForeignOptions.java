package io.scapro.core;

import io.scapro.OptionFields;
import io.scapro.TransportOptions;

/** The options of {@link ForeignTransport}, registered as those of any transport. */
public final class ForeignOptions extends TransportOptions<ForeignOptions> {

  private static final int LONGEST = 20;

  private static final OptionFields<ForeignOptions> FIELDS =
      new OptionFields<ForeignOptions>()
          .text("label", LONGEST, ForeignOptions::getLabel, ForeignOptions::setLabel);

  private String label = "";

  @Override
  public String key() {
    return "foreign";
  }

  @Override
  protected ForeignOptions create() {
    return new ForeignOptions();
  }

  @Override
  protected OptionFields<ForeignOptions> fields() {
    return FIELDS;
  }

  /** Shows in the statistics of the endpoint, as its security. */
  public ForeignOptions setLabel(String label) {
    check("label", label.length() <= LONGEST, "at most 20 characters", label);
    this.label = label;
    return this;
  }

  public String getLabel() {
    return label;
  }
}
