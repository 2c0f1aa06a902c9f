package io.scapro.cli.cat.engine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * What a command reads and writes.
 *
 * @param out gets messages, one write and one flush each, and texts that were asked for
 * @param err gets everything else
 */
public record Streams(InputStream in, OutputStream out, PrintStream err) {

  /**
   * Those of this process: not System.out, which may buffer, and hides that its reader has gone.
   */
  public static Streams ofProcess() {
    return new Streams(System.in, new FileOutputStream(FileDescriptor.out), System.err);
  }

  /** Whether {@link #err} is also where this process logs. */
  boolean isErrOfProcess() {
    return err == System.err;
  }
}
