package io.scapro.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A table in Markdown.
 *
 * @param columns the cells of the first row
 * @param rows the cells of the others
 */
public record Table(List<String> columns, List<List<String>> rows) {

  /** Returns the tables in {@code lines}, in their order. */
  static List<Table> in(List<String> lines) {
    List<Table> tables = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("|")) {
        rows.add(cells(line));
      } else if (!rows.isEmpty()) {
        tables.add(of(rows));
        rows = new ArrayList<>();
      }
    }
    if (!rows.isEmpty()) {
      tables.add(of(rows));
    }
    return tables;
  }

  /** The second row only has the alignment. */
  private static Table of(List<List<String>> rows) {
    return new Table(rows.get(0), List.copyOf(rows.subList(2, rows.size())));
  }

  private static List<String> cells(String line) {
    String inside = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    return Arrays.stream(inside.split("(?<!\\\\)\\|", -1))
        .map(cell -> cell.strip().replace("\\|", "|"))
        .toList();
  }

  /** The cells of a column, one of each row. */
  public List<String> column(String name) {
    return rows.stream().map(row -> cell(row, name)).toList();
  }

  /** What stands in backticks in a column. */
  public List<String> codes(String name) {
    return column(name).stream().flatMap(cell -> Page.codes(cell).stream()).toList();
  }

  /** The cell of {@code row} in a column. */
  public String cell(List<String> row, String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new NoSuchElementException("expected a column \"" + name + "\", got " + columns);
    }
    return row.get(index);
  }
}
