package io.scapro.cli.common;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;

/** Whether an output stream of this process is a terminal. */
public enum Terminal {
  OUT(1),
  ERR(2);

  private final int descriptor;

  Terminal(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Asks the operating system; else Java's console, which answers for all streams together. */
  public boolean isThere() {
    try {
      String file = Path.of("/proc/self/fd/" + descriptor).toRealPath().toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException e) {
      return !Path.of("/proc/self").toFile().exists() && hasConsole();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // calls isTerminal where it exists
  private static boolean hasConsole() {
    Console console = System.console();
    try {
      return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before Java 22 a console exists only with a terminal
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
