package io.scapro.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of docs/reference/peers.md.
 *
 * @param name what its markers in the page name
 * @param columns the headings of all columns, that of the first too
 */
record PeerTable(String name, List<String> columns, List<Row> rows) {

  /**
   * A row.
   *
   * @param cells one for each column but the first
   */
  record Row(String title, List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param marks each is shown when all its proofs are there
   */
  record Cell(Map<String, List<String>> marks) {

    static Cell of(String mark, String... proofs) {
      return new Cell(Map.of()).and(mark, proofs);
    }

    Cell and(String mark, String... proofs) {
      Map<String, List<String>> all = new LinkedHashMap<>(marks);
      all.put(mark, List.of(proofs));
      return new Cell(all);
    }

    String text(Proofs proofs) {
      return marks.entrySet().stream()
          .filter(mark -> mark.getValue().stream().allMatch(proofs::has))
          .map(Map.Entry::getKey)
          .collect(Collectors.joining(", "));
    }

    /** What the marks in {@code text} lack, in brackets; empty when they lack nothing. */
    private String lacks(String text, Proofs proofs) {
      List<String> shown = List.of(text.split(", "));
      List<String> lacks =
          marks.entrySet().stream()
              .filter(mark -> shown.contains(mark.getKey()))
              .flatMap(mark -> mark.getValue().stream())
              .filter(proof -> !proofs.has(proof))
              .map(proofs::lack)
              .toList();
      return lacks.isEmpty() ? "" : " (" + String.join("; ", lacks) + ")";
    }
  }

  Stream<String> proofs() {
    return rows.stream()
        .flatMap(row -> row.cells().stream())
        .flatMap(cell -> cell.marks().values().stream())
        .flatMap(List::stream);
  }

  String markdown(Proofs proofs) {
    StringBuilder text = new StringBuilder(line(columns)).append("| --- ".repeat(columns.size()));
    text.append("|\n");
    for (Row row : rows) {
      Stream<String> cells = row.cells().stream().map(cell -> cell.text(proofs));
      text.append(line(Stream.concat(Stream.of(row.title()), cells).toList()));
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> " " + cell + (cell.isEmpty() ? "|" : " |"))
        .collect(Collectors.joining("", "|", "\n"));
  }

  /** One line of text for each cell that is not the one of the page. */
  List<String> differences(String page, Proofs proofs) {
    String wanted = markdown(proofs);
    List<List<String>> found = cells(page.strip());
    List<List<String>> expected = cells(wanted);
    if (found.size() != expected.size()) {
      return List.of(name + ": expected\n" + wanted + "got\n" + page.strip());
    }
    List<String> differences = new ArrayList<>();
    for (int y = 0; y < found.size(); y++) {
      if (found.get(y).size() != expected.get(y).size()) {
        differences.add(
            "%s: expected the row %s, got %s".formatted(name, expected.get(y), found.get(y)));
        continue;
      }
      for (int x = 0; x < found.get(y).size(); x++) {
        String got = found.get(y).get(x);
        String want = expected.get(y).get(x);
        if (!got.equals(want)) {
          boolean heading = y < 2 || x == 0;
          String lacks = heading ? "" : rows.get(y - 2).cells().get(x - 1).lacks(got, proofs);
          differences.add(
              "%s, %s, %s: expected \"%s\"%s, got \"%s\""
                  .formatted(name, expected.get(y).get(0), columns.get(x), want, lacks, got));
        }
      }
    }
    return differences;
  }

  private static List<List<String>> cells(String table) {
    return table
        .lines()
        .map(line -> Stream.of(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }
}
