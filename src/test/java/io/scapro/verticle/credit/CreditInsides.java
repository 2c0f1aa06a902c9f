package io.scapro.verticle.credit;

import java.util.List;

/** What crosses the event bus, for tests of other packages. */
public final class CreditInsides {

  /** The bytes that a receiver may have, with one message more. */
  public static final long BYTES = CreditLink.BYTES;

  private CreditInsides() {}

  /** The messages of a batch; none if {@code body} is no batch. */
  public static List<CreditItem> items(Object body) {
    return body instanceof CreditBatch batch ? batch.messages() : List.of();
  }
}
