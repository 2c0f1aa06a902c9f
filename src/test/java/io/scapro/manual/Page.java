package io.scapro.manual;

import io.scapro.repository.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file: its headings, tables and fenced blocks. */
public final class Page {

  private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.+?) *#*");
  private static final Pattern FENCE = Pattern.compile("( *)(```+) *(\\S*).*");
  private static final Pattern COMMENT = Pattern.compile(" *<!-- *(.*?) *--> *");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /**
   * A line of the file.
   *
   * @param fenced whether it belongs to a fenced block
   */
  record Line(int number, String text, boolean fenced) {}

  /** A heading; {@code level} 1 is the title. */
  record Heading(int line, int level, String text) {}

  /**
   * A fenced block.
   *
   * @param line of its first fence
   * @param language empty: none
   * @param marker the text of the comment directly above; empty: none
   * @param text with a line feed at the end of each line
   */
  record Block(Path file, int line, String language, String marker, String text) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  private final Path file;
  private final List<Line> lines = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();

  private Page(Path file, String text) {
    this.file = file;
    read(text.split("\n", -1));
  }

  /** Reads {@code file}, relative to the root of the repository. */
  public static Page of(String file) {
    return of(Path.of(file));
  }

  static Page of(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page that is no file. */
  static Page of(Path file, String text) {
    return new Page(file, text);
  }

  /** Every Markdown file of the repository, without those of others. */
  static List<Page> all() {
    return SourceTree.files().stream()
        .filter(each -> each.toString().endsWith(".md") && !each.startsWith("webroot/vendor"))
        .map(Page::of)
        .toList();
  }

  /** The README and the files below docs. */
  static List<Page> manual() {
    return all().stream()
        .filter(each -> each.file.startsWith("docs") || each.file.equals(Path.of("README.md")))
        .toList();
  }

  Path file() {
    return file;
  }

  List<Line> lines() {
    return lines;
  }

  List<Block> blocks() {
    return blocks;
  }

  List<Heading> headings() {
    return lines.stream().filter(line -> !line.fenced).flatMap(line -> heading(line)).toList();
  }

  private static Stream<Heading> heading(Line line) {
    Matcher heading = HEADING.matcher(line.text);
    return heading.matches()
        ? Stream.of(new Heading(line.number, heading.group(1).length(), heading.group(2)))
        : Stream.empty();
  }

  /** The lines below a heading, up to the next one of its level or above. */
  public List<String> section(String heading) {
    List<Heading> headings = headings();
    for (int i = 0; i < headings.size(); i++) {
      Heading start = headings.get(i);
      if (start.text.equals(heading)) {
        int end =
            headings.stream()
                .skip(i + 1L)
                .filter(each -> each.level <= start.level)
                .findFirst()
                .map(each -> each.line - 1)
                .orElse(lines.size());
        return lines.subList(start.line, end).stream().map(Line::text).toList();
      }
    }
    throw new NoSuchElementException("expected a heading \"" + heading + "\" in " + file);
  }

  /** The tables of a section, in their order. */
  public List<Table> tables(String heading) {
    return Table.in(section(heading));
  }

  /** The tables above the first heading of level 2. */
  public List<Table> firstTables() {
    return Table.in(
        lines.stream().map(Line::text).takeWhile(line -> !line.startsWith("## ")).toList());
  }

  /** What stands in backticks. */
  public static List<String> codes(String text) {
    return CODE.matcher(text).results().map(each -> each.group(1)).toList();
  }

  private void read(String[] texts) {
    int i = 0;
    while (i < texts.length) {
      Matcher fence = FENCE.matcher(texts[i]);
      if (fence.matches()) {
        i = readBlock(texts, i, fence);
      } else {
        add(texts, i, false);
        i++;
      }
    }
  }

  private void add(String[] texts, int i, boolean fenced) {
    lines.add(new Line(i + 1, texts[i], fenced));
  }

  /** Returns the index behind the block. */
  private int readBlock(String[] texts, int start, Matcher fence) {
    StringBuilder text = new StringBuilder();
    int i = start + 1;
    add(texts, start, true);
    while (i < texts.length && !texts[i].strip().equals(fence.group(2))) {
      text.append(texts[i]).append('\n');
      add(texts, i, true);
      i++;
    }
    if (i == texts.length) {
      throw new IllegalArgumentException("expected an end of the block at " + file + ":" + start);
    }
    add(texts, i, true);
    Matcher above = COMMENT.matcher(start == 0 ? "" : texts[start - 1]);
    String marker = above.matches() ? above.group(1) : "";
    blocks.add(new Block(file, start + 1, fence.group(3), marker, text.toString()));
    return i + 1;
  }
}
