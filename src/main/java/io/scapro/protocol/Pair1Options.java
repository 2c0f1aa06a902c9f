package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link Pair1Socket} can be told. */
public final class Pair1Options extends SocketOptions<Pair1Options> {

  static final OptionFields<Pair1Options> FIELDS =
      SocketOptions.<Pair1Options>commonFields()
          .bool("polyamorous", Pair1Options::polyamorous, Pair1Options::setPolyamorous);

  private boolean polyamorous;

  @Override
  protected Pair1Options self() {
    return this;
  }

  @Override
  protected OptionFields<Pair1Options> fields() {
    return FIELDS;
  }

  @Override
  public Pair1Options copy() {
    return new Pair1Options().from(this);
  }

  /** Whether any number of peers may come, each addressed by its pipe; default false. */
  public Pair1Options setPolyamorous(boolean polyamorous) {
    this.polyamorous = polyamorous;
    return this;
  }

  public boolean polyamorous() {
    return polyamorous;
  }
}
