package io.scapro.cli.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@link Rates} as lines of text.
 *
 * @param width columns; 0: no limit
 * @param height lines; 0: no limit
 */
record Screen(int width, int height) {

  /** The order of the sockets; equal values are ordered by name. */
  public enum Sort {
    SENT(Comparator.comparingDouble(Rates.Row::sent).reversed()),
    RECEIVED(Comparator.comparingDouble(Rates.Row::received).reversed()),
    QUEUED(Comparator.comparingLong(Rates.Row::queued).reversed()),
    DROPPED(Comparator.comparingLong(Rates.Row::dropped).reversed()),
    NAME(Comparator.comparing(Rates.Row::name));

    private final Comparator<Rates.Row> order;

    Sort(Comparator<Rates.Row> order) {
      this.order = order.thenComparing(Rates.Row::name).thenComparing(Rates.Row::id);
    }

    /** The order for a key; this one for any other key. */
    public Sort on(int key) {
      for (Sort each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).charAt(0) == key) {
          return each;
        }
      }
      return this;
    }
  }

  /** Nothing of a snapshot may control the terminal. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private static final String HEADER =
      "%-14s %-10s %5s %6s %6s %6s %6s %6s %6s %6s"
          .formatted(
              "SOCKET",
              "PROTOCOL",
              "PIPES",
              "SENT/s",
              "B/s",
              "RECV/s",
              "B/s",
              "QUEUED",
              "DROPS",
              "DROP/s");

  /** Sockets with their pipes below them; the last line has the number of lines that do not fit. */
  public List<String> lines(Rates rates, Sort sort) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  %d sockets, %d pipes, by %s"
            .formatted(
                rates.time(),
                rates.rows().size(),
                rates.rows().stream().mapToInt(row -> row.peers().size()).sum(),
                sort.name().toLowerCase(Locale.ROOT)));
    lines.add(HEADER);
    for (Rates.Row row : rates.rows().stream().sorted(sort.order).toList()) {
      lines.add(line(row));
      row.peers().forEach(pipe -> lines.add(line(pipe)));
    }
    return fit(lines);
  }

  private List<String> fit(List<String> lines) {
    List<String> fitting = lines;
    if (height > 2 && lines.size() > height) {
      fitting = new ArrayList<>(lines.subList(0, height - 1));
      fitting.add("… %d more".formatted(lines.size() - height + 1));
    }
    return fitting.stream().map(this::fit).toList();
  }

  private String fit(String line) {
    String text = CONTROL.matcher(line).replaceAll("?").stripTrailing();
    return width > 0 && text.length() > width ? text.substring(0, width - 1) + "…" : text;
  }

  private static String line(Rates.Row row) {
    return "%-14s %-10s %5d %6s %6s %6s %6s %6s %6s %6s"
        .formatted(
            cut(row.name(), 14),
            row.protocol(),
            row.pipes(),
            amount(row.sent()),
            amount(row.sentBytes()),
            amount(row.received()),
            amount(row.receivedBytes()),
            amount((double) row.queued()),
            amount((double) row.dropped()),
            amount(row.dropping()));
  }

  private static String line(Rates.Pipe pipe) {
    return "%-31s %6s %6s %6s %6s %6s"
        .formatted(
            "  " + cut(pipe.remote(), 29),
            amount(pipe.sent()),
            amount(pipe.sentBytes()),
            amount(pipe.received()),
            amount(pipe.receivedBytes()),
            amount((double) pipe.queued()));
  }

  private static String cut(String text, int width) {
    return text.length() > width ? text.substring(0, width - 1) + "…" : text;
  }

  /** At most six characters up to a million billions: {@code 0}, {@code 1.5}, {@code 12.3k}. */
  private static String amount(double value) {
    String[] units = {"", "k", "M", "G", "T", "P"};
    double rest = value;
    int unit = 0;
    while (rest >= 999.95 && unit < units.length - 1) {
      rest /= 1000;
      unit++;
    }
    boolean whole = rest == Math.rint(rest) && (unit == 0 || rest >= 100);
    return String.format(Locale.ROOT, whole ? "%.0f%s" : "%.1f%s", rest, units[unit]);
  }
}
