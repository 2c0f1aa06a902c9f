package io.scapro.cli.top;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The terminal of this process in raw mode: each key arrives at once and is not shown. Restored by
 * close.
 */
final class Keyboard implements AutoCloseable {

  private static final File TERMINAL = new File("/dev/tty");

  private final String before;

  private Keyboard(String before) {
    this.before = before;
  }

  /**
   * @param key called with each key, on a separate thread
   */
  static Keyboard open(IntConsumer key) {
    Keyboard keyboard = new Keyboard(stty("-g"));
    stty("-icanon", "-echo");
    Thread reader = new Thread(() -> read(key), "scapro-keys");
    reader.setDaemon(true);
    reader.start();
    return keyboard;
  }

  private static void read(IntConsumer key) {
    try (FileInputStream in = new FileInputStream(TERMINAL)) {
      for (int each = in.read(); each >= 0; each = in.read()) {
        key.accept(each);
      }
    } catch (IOException e) {
      // no terminal, no keys
    }
  }

  /** Lines and columns; 24 and 80 if unknown. */
  static int[] size() {
    String[] words = stty("size").split(" ", -1);
    try {
      int[] size = {Integer.parseInt(words[0]), Integer.parseInt(words[1])};
      return size[0] > 0 && size[1] > 0 ? size : new int[] {24, 80};
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return new int[] {24, 80};
    }
  }

  /** Restores the terminal. */
  @Override
  public void close() {
    if (!before.isEmpty()) {
      stty(before);
    }
  }

  private static String stty(String... words) {
    String[] command = new String[words.length + 1];
    command[0] = "stty";
    System.arraycopy(words, 0, command, 1, words.length);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(TERMINAL)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return process.waitFor(1, TimeUnit.SECONDS) ? said : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
