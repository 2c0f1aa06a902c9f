package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.Display;
import io.scapro.cli.common.Terminal;
import picocli.CommandLine.Option;

/** The output of {@code scapro cat} in addition to the messages. */
final class CatDisplayFlags {

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell on standard error what is bound and connected.")
  boolean verbose;

  @Option(
      names = "--stats",
      description = "Tell on standard error at the end what was sent and received.")
  boolean statistics;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "Dim what is escaped: auto (default: on a terminal), always or never.")
  When colours = When.AUTO;

  @Option(
      names = "--progress",
      paramLabel = "WHEN",
      description =
          "A line on standard error with messages, bytes and rates: auto (default: when that is"
              + " a terminal and standard output is none, or prints nothing), always or never.")
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
