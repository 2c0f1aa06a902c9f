package io.scapro.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of the repository: all that .gitignore does not exclude. Needs no git. */
public final class SourceTree {

  /** A line of a text file. */
  record Line(Path file, int number, String text) {
    @Override
    public String toString() {
      return file + ":" + number;
    }
  }

  private SourceTree() {}

  /** Relative to the root of the repository, which is the working directory; no symbolic links. */
  public static List<Path> files() {
    List<PathMatcher> ignored = ignored();
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          Path.of(""),
          new SimpleFileVisitor<>() {
            private boolean isIgnored(Path path) {
              return ignored.stream().anyMatch(each -> each.matches(path.getFileName()));
            }

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any) {
              return isIgnored(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && !isIgnored(file)) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted().toList();
  }

  /** Matchers of file names: there is no pattern with a folder in .gitignore. */
  private static List<PathMatcher> ignored() {
    List<PathMatcher> matchers = new ArrayList<>();
    matchers.add(FileSystems.getDefault().getPathMatcher("glob:.git"));
    try {
      for (String line : Files.readAllLines(Path.of(".gitignore"))) {
        String name = line.strip().replaceFirst("/$", "");
        if (name.contains("/") || name.startsWith("!")) {
          throw new IllegalStateException(
              "expected patterns of names in .gitignore, got " + line + "; do: extend SourceTree");
        }
        if (!name.isEmpty() && !name.startsWith("#")) {
          matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return matchers;
  }

  /**
   * The lines of all text files of the project, without those of others in {@code vendor}, and
   * without the script that has a violation of each rule.
   */
  static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (Path file : files()) {
      if (!file.startsWith("webroot/vendor") && !file.equals(Path.of(".ci/planted"))) {
        int number = 0;
        for (String text : text(file).orElse("").split("\n")) {
          lines.add(new Line(file, ++number, text));
        }
      }
    }
    return lines;
  }

  /** Empty for a binary file. */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
