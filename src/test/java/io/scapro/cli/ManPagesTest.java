package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/man}: written by {@link ManPage}, and never by hand. */
class ManPagesTest {

  private static final Path FOLDER = Path.of("docs/man");

  @Test
  void sayWhatTheCommandsSay() throws IOException {
    Map<String, String> wanted = ManPage.all();
    if (Boolean.getBoolean("man.write")) {
      write(wanted);
    }
    assertEquals(
        wanted,
        written(),
        "expected manual pages that are up to date; do: mvn test -Dtest=ManPagesTest -Dman.write=true");
  }

  private static void write(Map<String, String> pages) throws IOException {
    Files.createDirectories(FOLDER);
    for (String old : written().keySet()) {
      Files.delete(FOLDER.resolve(old));
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
    }
  }

  private static Map<String, String> written() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        pages.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return pages;
  }
}
