package io.scapro.cli.cat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a tool left behind.
 *
 * @param exit negative: it was stopped
 */
record Ran(int exit, byte[] out, String err) {

  /** Standard output, for bytes of ASCII. */
  String text() {
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  /** The first line of the error, where there is one. */
  String complaint() {
    return err.lines().findFirst().orElse("");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ran that
        && exit == that.exit
        && Arrays.equals(out, that.out)
        && complaint().equals(that.complaint());
  }

  @Override
  public int hashCode() {
    return exit + 31 * Arrays.hashCode(out);
  }

  @Override
  public String toString() {
    return "exit %d, printed <%s>, complained <%s>".formatted(exit, text(), complaint());
  }
}
