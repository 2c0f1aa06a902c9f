package io.scapro.cli.cat;

import io.scapro.interop.CProgram;
import io.scapro.suite.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits until an original listens. The original does not tell, and a test may not connect to find
 * out, since a PAIR would have had its peer. So the original runs with {@code listening.c} before
 * its libraries: each {@code listen()} makes a file in a folder that the test watches.
 */
final class Listening implements AutoCloseable {

  private final Path folder;
  private final WatchService watch;

  Listening() throws IOException {
    folder = Files.createTempDirectory("listening");
    watch = folder.getFileSystem().newWatchService();
    folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
  }

  /** {@code command}, so that it tells. */
  List<String> command(List<String> command) throws IOException {
    List<String> words = new ArrayList<>();
    words.add("env");
    words.add("LD_PRELOAD=" + CProgram.library("listening"));
    words.add("SCAPRO_LISTENING=" + folder);
    words.addAll(command);
    return words;
  }

  /** Waits until the command listens at {@code addresses} addresses. */
  void await(int addresses) {
    try {
      for (int seen = 0; seen < addresses; ) {
        var key = watch.poll(2 * Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (key == null) {
          throw new AssertionError("expected %d addresses, got %d".formatted(addresses, seen));
        }
        seen += key.pollEvents().size();
        key.reset();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    watch.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
