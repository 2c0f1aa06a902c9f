import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes Markdown tables of results; bench/tables tells how it is called. */
public final class Tables {

  private static final Pattern BLOCK =
      Pattern.compile("(?s)(<!-- results: (\\S+) (\\S+) -->\n).*?(<!-- /results -->)");

  /** The peer that the others are compared with. */
  private static final String OURS = "scapro";

  private Tables() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 2 && args[0].equals("print")) {
      print(Path.of(args[1]));
    } else if (args.length == 2 && args[0].equals("write")) {
      Path readme = Path.of(args[1], "README.md");
      Files.writeString(readme, generated(readme));
    } else if (args.length == 2 && args[0].equals("check")) {
      check(Path.of(args[1], "README.md"));
    } else {
      System.err.println("usage: Tables print FILE.jsonl | write FOLDER | check FOLDER");
      System.exit(2);
    }
  }

  private static void print(Path file) throws IOException {
    List<JsonObject> lines = lines(file);
    Set<String> tests = distinct(lines, "test");
    for (String test : tests) {
      System.out.printf("**%s**%n%n%s%n", test, table(lines, test));
    }
  }

  private static void check(Path readme) throws IOException {
    if (!Files.readString(readme).equals(generated(readme))) {
      System.err.println("expected the tables of the results in " + readme + "; do: bench/tables");
      System.exit(1);
    }
  }

  /** The text of README.md with a fresh table between each pair of markers. */
  private static String generated(Path readme) throws IOException {
    StringBuilder text = new StringBuilder();
    Matcher block = BLOCK.matcher(Files.readString(readme));
    while (block.find()) {
      MatchResult found = block.toMatchResult();
      Path file = readme.resolveSibling("results/" + found.group(2) + ".jsonl");
      List<JsonObject> lines = Files.exists(file) ? lines(file) : List.of();
      String table = table(lines, found.group(3));
      if (table.isEmpty()) {
        table = "Not measured yet: `bench/" + found.group(2) + "`.\n";
      }
      block.appendReplacement(
          text, Matcher.quoteReplacement(found.group(1) + "\n" + table + "\n" + found.group(4)));
    }
    return block.appendTail(text).toString();
  }

  private static List<JsonObject> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(JsonObject::new).toList();
  }

  private static Set<String> distinct(List<JsonObject> lines, String field) {
    return lines.stream()
        .map(line -> line.getValue(field).toString())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Empty when there is no result of the test. */
  private static String table(List<JsonObject> all, String test) {
    List<JsonObject> lines =
        all.stream().filter(line -> test.equals(line.getString("test"))).toList();
    if (lines.isEmpty()) {
      return "";
    }
    Set<String> peers = distinct(lines, "peer");
    StringBuilder text = new StringBuilder("| |");
    peers.forEach(peer -> text.append(' ').append(peer).append(" |"));
    text.append("\n| --- |").append(" ---: |".repeat(peers.size())).append('\n');
    for (String param : distinct(lines, "param")) {
      text.append("| ").append(param).append(" |");
      row(lines, param, peers).forEach(cell -> text.append(' ').append(cell).append(" |"));
      text.append('\n');
    }
    return text.append('\n').append(caption(lines, peers)).toString();
  }

  private static List<String> row(List<JsonObject> lines, String param, Set<String> peers) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (String peer : peers) {
      double[] values =
          lines.stream()
              .filter(line -> param.equals(line.getString("param")))
              .filter(line -> peer.equals(line.getString("peer")))
              .mapToDouble(line -> line.getDouble("value"))
              .sorted()
              .toArray();
      if (values.length > 0) {
        ranges.put(peer, new Range(values));
      }
    }
    boolean toOurs = peers.contains(OURS);
    String base = toOurs ? OURS : peers.iterator().next();
    List<String> cells = new ArrayList<>();
    for (String peer : peers) {
      Range range = ranges.get(peer);
      String cell = range == null ? "–" : range.toString();
      if (range != null && !peer.equals(base) && ranges.containsKey(base)) {
        double ratio = ranges.get(base).median() / range.median();
        cell += ", ×" + ratio(toOurs ? ratio : 1 / ratio);
      }
      cells.add(cell);
    }
    return cells;
  }

  private static String caption(List<JsonObject> lines, Set<String> peers) {
    String ratio =
        peers.contains(OURS)
            ? "; ×r: Scapro's median divided by the peer's"
            : peers.size() > 1 ? "; ×r: the median divided by the first column's" : "";
    Set<String> days =
        lines.stream()
            .map(line -> line.getString("date").substring(0, 10))
            .collect(Collectors.toCollection(TreeSet::new));
    return String.format(
        "In %s: median (least–most) of %d rounds%s.%n`%s`, %s, %s, JDK %s, commit %s.%n",
        String.join(", ", distinct(lines, "unit")),
        distinct(lines, "round").size(),
        ratio,
        String.join("`, `", distinct(lines, "command")),
        String.join(", ", days),
        String.join("; ", distinct(lines, "machine")),
        String.join(" and ", distinct(lines, "jdk")),
        String.join(", ", distinct(lines, "commit")));
  }

  private static String ratio(double ratio) {
    return format(ratio >= 9.95 ? "%.0f" : "%.2f", ratio);
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Sorted values of one cell. */
  private record Range(double[] values) {

    double median() {
      int middle = values.length / 2;
      return values.length % 2 == 1
          ? values[middle]
          : (values[middle - 1] + values[middle]) / 2;
    }

    @Override
    public String toString() {
      String range = human(values[0]);
      if (values.length > 1) {
        range += "–" + human(values[values.length - 1]);
      }
      return "**" + human(median()) + "** (" + range + ")";
    }

    private static String human(double value) {
      if (value >= 1e6) {
        return format("%.2f M", value / 1e6);
      }
      if (value >= 1e3) {
        return format(value >= 1e5 ? "%.0f k" : "%.1f k", value / 1e3);
      }
      return format(value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
  }
}
