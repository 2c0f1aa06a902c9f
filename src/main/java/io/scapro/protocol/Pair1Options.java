package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;

/** The options of a {@link Pair1Socket}. */
public final class Pair1Options extends CommonOptions<Pair1Options> {

  /** Default of {@link #isPolyamorous}. */
  public static final boolean DEFAULT_POLYAMOROUS = false;

  static final OptionFields<Pair1Options> FIELDS =
      CommonOptions.<Pair1Options>commonFields()
          .bool("polyamorous", Pair1Options::isPolyamorous, Pair1Options::setPolyamorous);

  private boolean polyamorous = DEFAULT_POLYAMOROUS;

  /** Creates options with all defaults. */
  public Pair1Options() {}

  /**
   * Creates options from JSON. Options that {@code json} does not contain have their defaults; see
   * {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or an invalid value
   */
  public Pair1Options(JsonObject json) {
    setAll(json);
  }

  /**
   * Creates a copy of {@code other}.
   *
   * @param other the options to copy; not changed
   */
  public Pair1Options(Pair1Options other) {
    copyFrom(other);
  }

  @Override
  protected Pair1Options create() {
    return new Pair1Options();
  }

  @Override
  protected OptionFields<Pair1Options> fields() {
    return FIELDS;
  }

  /**
   * Sets whether any number of peers may be connected. {@link Pair1Socket#send(io.scapro.Peer,
   * io.vertx.core.buffer.Buffer)} sends to one of them.
   *
   * @param polyamorous default false: one peer
   * @return this
   */
  public Pair1Options setPolyamorous(boolean polyamorous) {
    this.polyamorous = polyamorous;
    return this;
  }

  /** {@return whether any number of peers may be connected; default false} */
  public boolean isPolyamorous() {
    return polyamorous;
  }
}
