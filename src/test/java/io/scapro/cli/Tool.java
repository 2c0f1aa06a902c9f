package io.scapro.cli;

/** A tool that runs: an original, ours as a process, or ours in this process. */
interface Tool extends AutoCloseable {

  /** How it ended, once it has. */
  Ran end();

  /** Ends it where it stands. */
  @Override
  void close();
}
