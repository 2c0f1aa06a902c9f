package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;

/** What a {@link Pair1Socket} can be told. */
public final class Pair1Options extends CommonOptions<Pair1Options> {

  /** Default of {@link #isPolyamorous}. */
  public static final boolean DEFAULT_POLYAMOROUS = false;

  static final OptionFields<Pair1Options> FIELDS =
      CommonOptions.<Pair1Options>commonFields()
          .bool("polyamorous", Pair1Options::isPolyamorous, Pair1Options::setPolyamorous);

  private boolean polyamorous = DEFAULT_POLYAMOROUS;

  public Pair1Options() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public Pair1Options(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
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

  /** Whether any number of peers may come, each addressed by its pipe; default false. */
  public Pair1Options setPolyamorous(boolean polyamorous) {
    this.polyamorous = polyamorous;
    return this;
  }

  public boolean isPolyamorous() {
    return polyamorous;
  }
}
