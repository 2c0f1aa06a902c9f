package io.scapro.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** {@link Result}s as text. */
final class Results {

  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
  private static final List<String> NAMES = List.of("p50", "p90", "p99", "p99.9", "max");

  private Results() {}

  /** A histogram of nanoseconds with three significant digits. */
  public static Histogram histogram() {
    return new Histogram(1, TimeUnit.HOURS.toNanos(1), 3);
  }

  /** One line per percentile. */
  public static List<String> percentiles(Result result) {
    return Stream.iterate(0, i -> i < PERCENTILES.length, i -> i + 1)
        .map(i -> format("latency %s: %.3f [us]", NAMES.get(i), result.micros(PERCENTILES[i])))
        .toList();
  }

  /** A header, and one line per transport. */
  public static List<String> table(List<Result> results) {
    Stream<String> header =
        Stream.of(
            format("%-8s %12s", "", "messages/s")
                + NAMES.stream().map(name -> format(" %10s", name + " us")).collect(joined()));
    Stream<String> lines =
        results.stream()
            .map(
                result ->
                    format("%-8s %12.0f", result.transport(), result.rate())
                        + micros(result).mapToObj(us -> format(" %10.1f", us)).collect(joined()));
    return Stream.concat(header, lines).toList();
  }

  /** The results as comma-separated values; the rate is empty if it was not measured. */
  public static String csv(List<Result> results) {
    String header =
        "transport,bytes,messages_per_second,roundtrips,mean_us,"
            + NAMES.stream().map(name -> name + "_us").collect(Collectors.joining(","));
    return Stream.concat(Stream.of(header), results.stream().map(Results::row))
        .map(line -> line + "\n")
        .collect(joined());
  }

  private static String row(Result result) {
    return format(
            "%s,%d,%s,%d,%.3f,",
            result.transport(),
            result.size(),
            result.rate() == 0 ? "" : format("%.0f", result.rate()),
            result.latency().getTotalCount(),
            result.latency().getMean() / 1e3)
        + micros(result).mapToObj(us -> format("%.3f", us)).collect(Collectors.joining(","));
  }

  private static DoubleStream micros(Result result) {
    return DoubleStream.of(PERCENTILES).map(result::micros);
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
