package io.scapro.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged at INFO and above while it is open, as {@code LEVEL text}. */
public final class LogLines extends Handler implements AutoCloseable {

  private final Logger logger;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /**
   * @param logger its name; empty: all
   */
  public LogLines(String logger) {
    this.logger = Logger.getLogger(logger);
    this.logger.addHandler(this);
  }

  /** Waits for the next line. */
  public String next() {
    return Await.next(lines);
  }

  /** The lines since the last call. */
  public List<String> all() {
    List<String> result = new ArrayList<>();
    lines.drainTo(result);
    return result;
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.INFO.intValue()) {
      String trace = line.getThrown() == null ? "" : " with " + line.getThrown();
      lines.add(line.getLevel() + " " + line.getMessage() + trace);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
