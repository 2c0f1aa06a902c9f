package io.scapro.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@link ProofListener} wrote. */
record Proofs(Set<String> passed, Set<String> failed) {

  static final String PASSED = "passed";
  static final String FAILED = "failed";

  /**
   * Reads the results of one run of Maven: the last one that had such tests.
   *
   * @param parent has a folder for each run, named by its time
   */
  static Proofs ofLastRun(Path parent) throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.isDirectory(parent)) {
      try (Stream<Path> runs = Files.list(parent)) {
        Path last = runs.max(Path::compareTo).orElse(parent);
        try (Stream<Path> files = Files.list(last)) {
          for (Path file : files.toList()) {
            lines.addAll(Files.readAllLines(file));
          }
        }
      }
    }
    return of(lines);
  }

  static Proofs of(List<String> lines) {
    Set<String> passed = new TreeSet<>();
    Set<String> failed = new TreeSet<>();
    for (String line : lines) {
      String[] fields = line.split("\t");
      (fields[0].equals(PASSED) ? passed : failed).add(fields[1]);
    }
    return new Proofs(passed, failed);
  }

  /** Whether a test of it passed and none failed. */
  boolean has(String proof) {
    return passed.contains(proof) && !failed.contains(proof);
  }

  /** Why {@link #has} is false, for people. */
  String lack(String proof) {
    return (failed.contains(proof) ? "failed: " : "no result: ") + proof;
  }
}
