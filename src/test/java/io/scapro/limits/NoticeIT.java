package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** NOTICE has the licence of everything that comes along, and of nothing else. */
class NoticeIT {

  private static final Pattern ENTRY = Pattern.compile("  (\\S+) {2,}(\\S.*)");
  private static final String LATER = "when built with JDK 21 or newer";

  /** The names that the section lists, each with a licence. */
  private static Set<String> listed(String section, boolean later) throws IOException {
    String notice = Files.readString(Path.of("NOTICE"));
    int start = notice.indexOf(section);
    int end = notice.indexOf("\n\n", notice.indexOf("\n\n", start) + 2);
    return notice
        .substring(start, end < 0 ? notice.length() : end)
        .lines()
        .map(ENTRY::matcher)
        .filter(line -> line.matches() && (later || !line.group(2).endsWith(LATER)))
        .map(line -> line.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void listsTheLibrariesOfTheDistribution() throws IOException {
    Set<String> packaged;
    try (Stream<Path> files = Files.walk(Path.of("target/lib"))) {
      packaged =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".jar"))
              .map(name -> name.replaceFirst("-\\d.*", ""))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertEquals(listed("Libraries of", packaged.contains("jackson-databind")), packaged);
  }

  @Test
  void listsWhatThePagesTakeFromOthers() throws IOException {
    Set<String> vendored =
        Pattern.compile("(?m)^\\| `\\w+` \\| \\[([\\w-]+)]")
            .matcher(Files.readString(Path.of("webroot/vendor/README.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(vendored, listed("In scapro.jar", true));
  }
}
