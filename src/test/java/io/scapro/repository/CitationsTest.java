package io.scapro.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.repository.SourceTree.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A path that a file of the repository cites is a path of the repository. */
class CitationsTest {

  /** {@code docs/tls.md} or {@code README.md}, but not the end of a URL or of a variable's path. */
  private static final Pattern MARKDOWN =
      Pattern.compile("(?<![\\w./:$}~-])[\\w.-]+(?:/[\\w.-]+)*\\.md\\b");

  /** The target of a relative link in Markdown. */
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  /** Paths of projects that the text describes. */
  private static final Set<String> ELSEWHERE = Set.of("src/main/java/example/Hello.java");

  /** The project that the tutorial shows, with paths relative to it. */
  private static final Path TUTORIAL = Path.of("examples/start");

  /** Paths that begin with a folder of the root; in quotes it is code, which fails by itself. */
  private static Pattern paths() {
    String folders =
        SourceTree.files().stream()
            .filter(file -> file.getNameCount() > 1)
            .map(file -> Pattern.quote(file.getName(0).toString()))
            .distinct()
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<![\\w./$}~\"-])(?:" + folders + ")(?:/[\\w.-]*\\w)+");
  }

  private static boolean exists(Line line, String path) {
    Path sibling = Objects.requireNonNullElse(line.file().getParent(), Path.of("")).resolve(path);
    return Files.exists(Path.of(path))
        || Files.exists(sibling)
        || Files.exists(TUTORIAL.resolve(path));
  }

  private static void find(Pattern pattern, int group, Line line, List<String> missing) {
    Matcher matcher = pattern.matcher(line.text());
    while (matcher.find()) {
      String path = matcher.group(group);
      if (!ELSEWHERE.contains(path) && !exists(line, path)) {
        missing.add(line + " cites " + path);
      }
    }
  }

  @Test
  void everyCitedPathIsInTheRepository() {
    Pattern paths = paths();
    List<String> missing = new ArrayList<>();
    for (Line line : SourceTree.lines()) {
      find(MARKDOWN, 0, line, missing);
      find(paths, 0, line, missing);
      if (line.file().toString().endsWith(".md")) {
        find(LINK, 1, line, missing);
      }
    }
    assertEquals("", String.join("\n", missing), "citations of paths that are not here");
  }

  @Test
  void findsWhatItLooksFor() {
    List<String> missing = new ArrayList<>();
    String absent = "no" + ".md";
    Line line =
        new Line(Path.of("docs/tls.md"), 1, "[a](%1$s#b), docs/%1$s, %1$s".formatted(absent));
    find(MARKDOWN, 0, line, missing);
    find(LINK, 1, line, missing);
    find(paths(), 0, line, missing);
    assertEquals(5, missing.size(), missing::toString);
    assertTrue(exists(line, "options" + ".md"), "expected a file beside docs/tls.md to be found");
  }
}
