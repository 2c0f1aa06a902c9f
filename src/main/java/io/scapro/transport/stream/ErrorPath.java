package io.scapro.transport.stream;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.TimeZone;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Loads the classes that report a failed accept, while file descriptors are available.
 *
 * <p>If the process has no free descriptor, the first log line of the acceptor would fail to open
 * the time zone file. That would end the acceptor thread, and no connection would be accepted
 * again, even when descriptors are free.
 */
public final class ErrorPath {

  private static boolean loaded;

  private ErrorPath() {}

  /** To be called before listening; works once, later calls have no effect. */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    Exception sample = new Exception("nothing is wrong: this is formatted once and thrown away");
    LogRecord record = new LogRecord(Level.WARNING, "warm-up");
    record.setThrown(sample);
    new SimpleFormatter().format(record);
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      if (handler.getFormatter() != null) {
        handler.getFormatter().format(record);
      }
    }
    sample.printStackTrace(new PrintWriter(new StringWriter()));
    TimeZone.getDefault();
  }
}
