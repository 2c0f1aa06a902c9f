package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.manual.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Runs a block in the language {@code console}, and compares what its commands print with what it
 * shows. Closing it ends the commands in the background.
 */
final class Console implements AutoCloseable {

  private static final Pattern CONFIGURATION = Pattern.compile("\\bconf/\\S+\\.json\\b");

  private final Block block;
  private final Path folder;
  private final Path bin;
  private final Places places = new Places();

  /** All commands so far. */
  private final List<ConsoleProcess> started = new ArrayList<>();

  /**
   * @param folder an empty one, to run in
   * @param bin where the commands of the repository are
   */
  Console(Block block, Path folder, Path bin) throws IOException {
    this.block = block;
    this.folder = folder;
    this.bin = bin;
    places.reserve(block.text());
    for (String name : configurations()) {
      places.reserve(Files.readString(Path.of(name)));
    }
    for (String name : configurations()) {
      Path copy = folder.resolve(name);
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, places.used(Files.readString(Path.of(name))));
    }
  }

  private List<String> configurations() {
    return CONFIGURATION
        .matcher(block.text())
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  /** Fails where a command does not do what the block shows. */
  void run() throws IOException, InterruptedException {
    List<ConsoleCommand> commands = ConsoleCommand.of(block);
    assertFalse(commands.isEmpty(), () -> block + ": expected a command");
    try {
      for (ConsoleCommand each : commands) {
        run(each);
      }
    } catch (AssertionError e) {
      throw new AssertionError("%s: %s%n%s".formatted(block, e.getMessage(), report()), e);
    }
  }

  private void run(ConsoleCommand command) throws IOException, InterruptedException {
    ConsoleProcess process = ConsoleProcess.start(places.used(command.text()), folder, bin);
    started.add(process);
    if (command.background()) {
      String printed = process.await(text -> command.begins(places.shown(text)));
      if (!command.begins(places.shown(printed))) {
        assertEquals(command.output(), places.shown(printed), command.text());
      }
      return;
    }
    String printed = places.shown(process.await(text -> false));
    if (!command.shows(printed)) {
      assertEquals(command.output(), printed, command.text());
    }
    assertEquals(0, process.end(), command.text());
  }

  private String report() throws IOException {
    StringBuilder report = new StringBuilder();
    for (ConsoleProcess each : started) {
      report.append(each.report());
    }
    return report.toString();
  }

  @Override
  public void close() throws IOException {
    for (ConsoleProcess each : started) {
      each.close();
    }
    places.close();
  }
}
