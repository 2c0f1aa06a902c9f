package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.Display;
import io.scapro.cli.common.Terminal;
import picocli.CommandLine.Option;

/** The output of {@code scapro cat} in addition to the messages. */
final class CatDisplayFlags {

  @Option(
      names = {"-v", "--verbose"},
      description = "Print connections and their errors on standard error.")
  boolean verbose;

  @Option(
      names = "--stats",
      description = "Print totals of messages and bytes on standard error at the end.")
  boolean statistics;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description =
          "Print escapes such as \\x0a in a dim colour: auto (default: on a terminal), always or never.")
  When colours = When.AUTO;

  @Option(
      names = "--progress",
      paramLabel = "WHEN",
      description =
          "Show counts of messages and bytes, and rates, on standard error: auto, always or never. auto"
              + " (default): if standard error is a terminal, and messages are not printed on a terminal.")
  When progress = When.AUTO;

  /**
   * @param receiving whether and how messages are printed
   */
  Display display(CatReceiveFlags receiving) {
    boolean silent = !receiving.json && receiving.formats().isEmpty();
    return new Display(
        receiving.json,
        colours.is(Terminal.OUT.isThere()),
        progress.is(Terminal.ERR.isThere() && (silent || !Terminal.OUT.isThere())),
        statistics);
  }

  /** When to produce output for people. */
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    private boolean is(boolean forPeople) {
      return this == ALWAYS || (this == AUTO && forPeople);
    }
  }
}
