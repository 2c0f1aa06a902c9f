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
 * Loads what reporting a failed accept needs, while there are descriptors to load it with.
 *
 * <p>When a process has no descriptor left, the acceptor's first log line would open the time zone
 * file, fail, and take the acceptor thread with it: nobody would be served again, also after
 * descriptors are free.
 */
public final class ErrorPath {

  private static boolean loaded;

  private ErrorPath() {}

  /** To be called before listening; does its work once. */
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
