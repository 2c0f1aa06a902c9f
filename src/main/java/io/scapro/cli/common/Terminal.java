package io.scapro.cli.common;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;

/** Whether people look at what this process prints. */
public enum Terminal {
  OUT(1),
  ERR(2);

  private final int descriptor;

  Terminal(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Where the operating system does not tell, Java's console does, for all streams at once. */
  public boolean isThere() {
    try {
      String file = Path.of("/proc/self/fd/" + descriptor).toRealPath().toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException e) {
      return !Path.of("/proc/self").toFile().exists() && hasConsole();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // asks what newer ones have for that
  private static boolean hasConsole() {
    Console console = System.console();
    try {
      return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before Java 22 there is a console only with a terminal
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
