package io.scapro.cli;

import picocli.CommandLine;

/** The command line of {@code scapro}, for tests of its commands. */
public final class Scapro {

  private Scapro() {}

  /** All of it, ready to execute in this process. */
  public static CommandLine commandLine() {
    return Main.commandLine();
  }
}
