package io.scapro.cli.cat;

/** A tool that runs: an original, ours as a process, or ours in this process. */
interface Tool extends AutoCloseable {

  /** Waits until it listens at each address that it was told to bind to. */
  void awaitBinds();

  /** How it ended, once it has. */
  Ran end();

  /** Ends it where it stands. */
  @Override
  void close();
}
