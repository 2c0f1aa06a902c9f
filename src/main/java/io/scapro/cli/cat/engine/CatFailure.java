package io.scapro.cli.cat.engine;

import java.io.Serial;

/** Ends a tool early, with a text and an exit code. */
public final class CatFailure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int exit;
  private final boolean wanted;

  private CatFailure(int exit, String text, boolean wanted) {
    super(text, null, false, false);
    this.exit = exit;
    this.wanted = wanted;
  }

  /** A failure; {@code text} may have several lines. */
  public CatFailure(int exit, String text) {
    this(exit, text, false);
  }

  /** A requested text, such as the help. */
  public static CatFailure answer(int exit, String text) {
    return new CatFailure(exit, text, true);
  }

  public int exit() {
    return exit;
  }

  /** Whether the text belongs on standard output. */
  public boolean isWanted() {
    return wanted;
  }
}
