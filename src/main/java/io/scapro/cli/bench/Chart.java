package io.scapro.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The latency of each {@link Result} as an SVG picture: percentiles on the x axis, microseconds on
 * the y axis, both logarithmic. Does not use a chart library: those of Java need AWT, which a
 * server JRE does not have.
 */
final class Chart {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 480;
  private static final int LEFT = 80;
  private static final int RIGHT = 680;
  private static final int TOP = 50;
  private static final int BOTTOM = 420;
  private static final double[] MARKS = {0, 50, 90, 99, 99.9, 99.99};

  /** Distinguishable with colour blindness; each line also has its name. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  private final StringBuilder svg = new StringBuilder();
  private final double least;
  private final double most;

  private Chart(List<Result> results) {
    least = results.stream().mapToDouble(each -> each.micros(0)).min().orElse(1);
    most = results.stream().mapToDouble(each -> each.micros(99.99)).max().orElse(10);
  }

  public static String svg(List<Result> results) {
    return new Chart(results).draw(results);
  }

  private String draw(List<Result> results) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
            + " font-family='sans-serif' font-size='13'>",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    add("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
    int size = results.isEmpty() ? 0 : results.get(0).size();
    text(LEFT, 28, "start", "Half a round trip, %d bytes".formatted(size));
    grid();
    double label = TOP;
    for (int i = 0; i < results.size(); i++) {
      String colour = COLOURS.get(i % COLOURS.size());
      curve(results.get(i), colour);
      add("<rect x='%d' y='%.1f' width='14' height='4' fill='%s'/>", RIGHT + 20, label, colour);
      text(RIGHT + 40, label + 7, "start", results.get(i).transport());
      label += 22;
    }
    return svg.append("</svg>\n").toString();
  }

  private void grid() {
    for (double mark : MARKS) {
      line(x(mark), TOP, x(mark), BOTTOM);
      String name = mark == 0 ? "min" : "p" + String.valueOf(mark).replaceFirst("\\.0$", "");
      text(x(mark), BOTTOM + 20, "middle", name);
    }
    for (double micros = Math.pow(10, Math.floor(Math.log10(bottom())));
        micros <= top() * 1.001;
        micros *= 10) {
      for (int step : new int[] {1, 2, 5}) {
        double value = micros * step;
        if (value >= bottom() * 0.999 && value <= top() * 1.001) {
          line(LEFT, y(value), RIGHT, y(value));
          text(LEFT - 8, y(value) + 4, "end", unit(value));
        }
      }
    }
  }

  private void curve(Result result, String colour) {
    List<String> points = new ArrayList<>();
    for (int step = 0; step <= 160; step++) {
      double percentile = 100 - 100 * Math.pow(10, -step / 40.0);
      points.add(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f",
              x(percentile),
              y(Math.max(least, result.micros(percentile)))));
    }
    add(
        "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>",
        String.join(" ", points), colour);
  }

  /** Each further nine has the same width. */
  private static double x(double percentile) {
    return LEFT - (RIGHT - LEFT) * Math.log10(1 - percentile / 100) / 4;
  }

  private double y(double micros) {
    return BOTTOM - (BOTTOM - TOP) * Math.log(micros / bottom()) / Math.log(top() / bottom());
  }

  private double bottom() {
    return Math.max(0.1, least * 0.8);
  }

  private double top() {
    return Math.max(bottom() * 10, most * 1.2);
  }

  private static String unit(double micros) {
    if (micros >= 1e6) {
      return format("%.3g s", micros / 1e6);
    }
    return micros >= 1000 ? format("%.3g ms", micros / 1000) : format("%.3g µs", micros);
  }

  private static String format(String form, double value) {
    return String.format(Locale.ROOT, form, value)
        .replaceFirst("\\.0*(?= )", "")
        .replaceFirst("(\\.\\d*?)0+(?= )", "$1");
  }

  private void line(double x1, double y1, double x2, double y2) {
    add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#ddd'/>", x1, y1, x2, y2);
  }

  private void text(double x, double y, String anchor, String text) {
    add(
        "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>",
        x, y, anchor, text.replace("&", "&amp;").replace("<", "&lt;"));
  }

  private void add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values)).append('\n');
  }
}
