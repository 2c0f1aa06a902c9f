package io.scapro.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** javac checks the Javadoc of just the packages that the module exports. */
class ExportedPackagesTest {

  private static Set<String> found(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(Path.of(file)))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void javadocOfExportedPackagesIsChecked() throws IOException {
    Set<String> exported =
        found("src/main/java/module-info.java", "(?<=\n {2}exports )io[\\w.]+(?=;)");
    Set<String> lists = found("pom.xml", "(?<=<arg>-Xdoclint/package:)[\\w.,]+(?=</arg>)");
    assertEquals(Set.of(String.join(",", exported)), lists);
  }
}
