package io.scapro.cli.cat.engine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The input and output streams of a command.
 *
 * @param out messages, one write and one flush each, and requested texts
 * @param err all other output
 */
public record Streams(InputStream in, OutputStream out, PrintStream err) {

  /**
   * The streams of this process. Not System.out, which may buffer, and hides that its reader has
   * closed it.
   */
  public static Streams ofProcess() {
    return new Streams(System.in, new FileOutputStream(FileDescriptor.out), System.err);
  }

  /** Whether {@link #err} is the stream to which this process logs. */
  boolean isErrOfProcess() {
    return err == System.err;
  }
}
