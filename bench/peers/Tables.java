import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes Markdown tables of results; bench/tables tells how it is called. */
public final class Tables {

  private static final Pattern BLOCK =
      Pattern.compile("(?s)(<!-- results: (\\S+) (\\S+) -->\n).*?(<!-- /results -->)");

  /** The peer that the others are compared with. */
  private static final String OURS = "scapro";

  /** What a block names instead of a test, for the table of two commits; and its first peer. */
  private static final String PAIRS = "pairs";

  private static final String THIS = "this";

  /** A cell is slower when its whole interval lies below. */
  private static final double SLOWER = 0.97;

  private static final int LEAST_PAIRS = 3;

  private Tables() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 2 && args[0].equals("print")) {
      print(Path.of(args[1]));
    } else if (args.length == 2 && args[0].equals("pairs")) {
      pairs(Path.of(args[1]));
    } else if (args.length == 2 && args[0].equals("write")) {
      Path readme = Path.of(args[1], "README.md");
      Files.writeString(readme, generated(readme));
    } else if (args.length == 2 && args[0].equals("check")) {
      check(Path.of(args[1], "README.md"));
    } else {
      System.err.println("usage: Tables print|pairs FILE.jsonl | write FOLDER | check FOLDER");
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

  private static void pairs(Path file) throws IOException {
    List<JsonObject> lines = lines(file);
    System.out.print(pairTable(lines));
    if (lines.isEmpty() || pairs(lines).stream().anyMatch(pair -> !pair.good())) {
      System.exit(1);
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
    if (test.equals(PAIRS)) {
      return pairTable(all);
    }
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
    return String.format(
        "In %s: median (least–most) of %d rounds%s.%n%s",
        String.join(", ", distinct(lines, "unit")),
        distinct(lines, "round").size(),
        ratio,
        origin(lines));
  }

  private static String origin(List<JsonObject> lines) {
    Set<String> days =
        lines.stream()
            .map(line -> line.getString("date").substring(0, 10))
            .collect(Collectors.toCollection(TreeSet::new));
    return String.format(
        "`%s`, %s, %s, JDK %s, commit %s.%n",
        String.join("`, `", distinct(lines, "command")),
        String.join(", ", days),
        String.join("; ", distinct(lines, "machine")),
        String.join(" and ", distinct(lines, "jdk")),
        String.join(", ", distinct(lines, "commit")));
  }

  /** Empty when there is no result. */
  private static String pairTable(List<JsonObject> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    Set<String> bases = distinct(lines, "peer");
    bases.remove(THIS);
    StringBuilder text = new StringBuilder("| | this | ").append(String.join(", ", bases));
    text.append(" | speed, this ÷ base | 95 % | pairs |\n| --- | ---: | ---: | ---: | --- | ---: |\n");
    pairs(lines).forEach(pair -> text.append(pair).append('\n'));
    return text.append("\nMedians; the geometric mean of the pairs' ratios, and its interval. A ratio")
        .append(" above 1 means that this is faster, for latencies too.\n")
        .append(origin(lines))
        .toString();
  }

  /** One for each test and param. */
  private static List<Pairs> pairs(List<JsonObject> lines) {
    List<Pairs> all = new ArrayList<>();
    for (String test : distinct(lines, "test")) {
      for (String param : distinct(lines, "param")) {
        List<JsonObject> cell =
            lines.stream()
                .filter(line -> test.equals(line.getString("test")))
                .filter(line -> param.equals(line.getString("param")))
                .toList();
        if (!cell.isEmpty()) {
          all.add(pairs(test + " " + param, cell));
        }
      }
    }
    return all;
  }

  private static Pairs pairs(String name, List<JsonObject> cell) {
    Map<Integer, Double> ours = new TreeMap<>();
    Map<Integer, Double> base = new TreeMap<>();
    for (JsonObject line : cell) {
      (THIS.equals(line.getString("peer")) ? ours : base)
          .put(line.getInteger("round"), line.getDouble("value"));
    }
    ours.keySet().retainAll(base.keySet());
    base.keySet().retainAll(ours.keySet());
    return new Pairs(name, cell.get(0).getString("unit"), array(ours), array(base));
  }

  private static double[] array(Map<Integer, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The results of one cell, by round. */
  private record Pairs(String name, String unit, double[] ours, double[] base) {

    /** Logarithms of the ratios; above 0 means that ours is faster. */
    private double[] ratios() {
      double sign = unit.endsWith("/s") ? 1 : -1;
      return IntStream.range(0, ours.length)
          .mapToDouble(i -> sign * Math.log(ours[i] / base[i]))
          .toArray();
    }

    private double mean() {
      return Arrays.stream(ratios()).average().orElse(0);
    }

    /** Half of the width of the 95 % interval of the mean. */
    private double half() {
      double mean = mean();
      int n = ours.length;
      double squares = Arrays.stream(ratios()).map(ratio -> (ratio - mean) * (ratio - mean)).sum();
      return student(n - 1) * Math.sqrt(squares / (n - 1) / n);
    }

    /** Quantile 0.975 of Student's distribution, by the Cornish-Fisher expansion. */
    private static double student(int freedom) {
      double z = 1.959964;
      double z3 = Math.pow(z, 3);
      return z
          + (z3 + z) / (4.0 * freedom)
          + (5 * Math.pow(z, 5) + 16 * z3 + 3 * z) / (96.0 * freedom * freedom);
    }

    boolean good() {
      return ours.length >= LEAST_PAIRS && Math.exp(mean() + half()) >= SLOWER;
    }

    @Override
    public String toString() {
      if (ours.length < LEAST_PAIRS) {
        return String.format("| %s | – | – | **too few pairs** | – | %d |", name, ours.length);
      }
      String interval =
          format("%.3f", Math.exp(mean() - half())) + " to " + format("%.3f", Math.exp(mean() + half()));
      return String.format(
          "| %s | %s %s | %s %s | %s%s | %s | %d |",
          name,
          median(ours),
          unit,
          median(base),
          unit,
          format("%.3f", Math.exp(mean())),
          good() ? "" : " **slower**",
          interval,
          ours.length);
    }

    private static String median(double[] values) {
      return Range.human(new Range(Arrays.stream(values).sorted().toArray()).median());
    }
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
