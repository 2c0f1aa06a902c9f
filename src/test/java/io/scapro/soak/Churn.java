package io.scapro.soak;

import java.io.IOException;

/** Something that begins, works and ends, again and again. */
interface Churn extends AutoCloseable {

  /** Runs once; what it opens is closed when it returns. */
  void round(int number) throws Exception;

  /** Ends what lasts for all rounds. */
  @Override
  default void close() throws IOException {}
}
