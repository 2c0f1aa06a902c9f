package io.scapro.cli;

import io.scapro.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks Linux whether somebody listens at an address. */
final class Listening {

  private static final long AGAIN_NANOS = 10_000_000;

  private Listening() {}

  /** Waits for it. */
  static void at(String url) {
    long end = System.nanoTime() + 2 * Await.PATIENCE.toNanos();
    while (!is(url)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("expected somebody to listen at " + url);
      }
      LockSupport.parkNanos(AGAIN_NANOS);
    }
  }

  private static boolean is(String url) {
    return url.startsWith("ipc://")
        ? isPath(url.substring("ipc://".length()))
        : isPort(Integer.parseInt(url.replaceFirst(".*:(\\d+).*", "$1")));
  }

  /** Nobody may connect to find out: a PAIR would have had its peer. */
  private static boolean isPath(String path) {
    if (any("unix", ".* " + Pattern.quote(path))) {
      return any("unix", ".* 00010000 .* " + Pattern.quote(path));
    }
    return Files.exists(Path.of(path)); // ours, renamed once somebody listened
  }

  private static boolean isPort(int port) {
    String entry = "\\s*\\d+: [0-9A-F]+:%04X [0-9A-F:]+ 0A .*".formatted(port);
    return any("tcp", entry) || any("tcp6", entry);
  }

  private static boolean any(String table, String entry) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/net/" + table))) {
      return lines.anyMatch(line -> line.matches(entry));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
