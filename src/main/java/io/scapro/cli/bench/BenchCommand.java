package io.scapro.cli.bench;

import io.scapro.EndpointOptions;
import io.scapro.cli.common.Numbers;
import io.scapro.cli.common.TlsFlags;
import io.scapro.cli.common.Unwritable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code scapro bench}: nanomsg's performance tools, with their arguments and their output. */
@Command(
    name = "bench",
    description =
        "Measure throughput (PUSH to PULL) and latency (REQ to REP), as nanomsg's tools do.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT)
public final class BenchCommand {

  private static final String INPROC = "inproc://scapro-bench";

  private static final String BIND_TO = "URL to bind to.";
  private static final String CONNECT_TO = "URL to connect to.";
  private static final String SIZE = "Message size in bytes.";
  private static final String COUNT = "Number of messages, for throughput.";
  private static final String ROUNDTRIPS = "Number of requests, for latency.";

  @Spec private CommandSpec spec;

  @Command(
      name = "local_thr",
      description = "Bind, receive, and print the throughput from the first message on.")
  int localThroughput(
      @Mixin TlsFlags tls,
      @Parameters(paramLabel = "BIND-TO", description = BIND_TO) String url,
      @Parameters(paramLabel = "MSG-SIZE", description = SIZE, converter = Numbers.ZeroOrMore.class)
          int size,
      @Parameters(
              paramLabel = "MSG-COUNT",
              description = COUNT,
              converter = Numbers.OneOrMore.class)
          int count) {
    return run(
        (vertx, out) -> new Throughput(vertx, size, count).receive(url, tls.options(), out, ""));
  }

  @Command(name = "remote_thr", description = "Connect and send as fast as possible.")
  int remoteThroughput(
      @Mixin TlsFlags tls,
      @Parameters(paramLabel = "CONNECT-TO", description = CONNECT_TO) String url,
      @Parameters(paramLabel = "MSG-SIZE", description = SIZE, converter = Numbers.ZeroOrMore.class)
          int size,
      @Parameters(
              paramLabel = "MSG-COUNT",
              description = COUNT,
              converter = Numbers.OneOrMore.class)
          int count) {
    return run((vertx, out) -> new Throughput(vertx, size, count).send(url, tls.options()));
  }

  @Command(name = "local_lat", description = "Bind and reply to requests.")
  int localLatency(
      @Mixin TlsFlags tls,
      @Parameters(paramLabel = "BIND-TO", description = BIND_TO) String url,
      @Parameters(paramLabel = "MSG-SIZE", description = SIZE, converter = Numbers.ZeroOrMore.class)
          int size,
      @Parameters(
              paramLabel = "ROUNDTRIPS",
              description = ROUNDTRIPS,
              converter = Numbers.OneOrMore.class)
          int count) {
    return run((vertx, out) -> new Latency(vertx, size, count).answer(url, tls.options()));
  }

  @Command(
      name = "remote_lat",
      description = "Connect, send one request at a time, and print half of the round-trip time.")
  int remoteLatency(
      @Mixin TlsFlags tls,
      @Mixin Output output,
      @Parameters(paramLabel = "CONNECT-TO", description = CONNECT_TO) String url,
      @Parameters(paramLabel = "MSG-SIZE", description = SIZE, converter = Numbers.ZeroOrMore.class)
          int size,
      @Parameters(
              paramLabel = "ROUNDTRIPS",
              description = ROUNDTRIPS,
              converter = Numbers.OneOrMore.class)
          int count) {
    Histogram each = Results.histogram();
    return run((vertx, out) -> new Latency(vertx, size, count).ask(url, tls.options(), out, each))
        + tell(output, List.of(new Result(url.replaceFirst(":.*", ""), size, 0, each)));
  }

  @Command(name = "inproc_thr", description = "Measure throughput between two event loops.")
  int inprocThroughput(
      @Parameters(paramLabel = "MSG-SIZE", description = SIZE, converter = Numbers.ZeroOrMore.class)
          int size,
      @Parameters(
              paramLabel = "MSG-COUNT",
              description = COUNT,
              converter = Numbers.OneOrMore.class)
          int count) {
    return run(
        (vertx, out) -> {
          Throughput test = new Throughput(vertx, size, count);
          return Future.all(
              test.receive(INPROC, new EndpointOptions(), out, "mean "),
              test.send(INPROC, new EndpointOptions()));
        });
  }

  @Command(name = "inproc_lat", description = "Measure latency between two event loops.")
  int inprocLatency(
      @Mixin Output output,
      @Parameters(paramLabel = "MSG-SIZE", description = SIZE, converter = Numbers.ZeroOrMore.class)
          int size,
      @Parameters(
              paramLabel = "ROUNDTRIPS",
              description = ROUNDTRIPS,
              converter = Numbers.OneOrMore.class)
          int count) {
    Histogram each = Results.histogram();
    return run(
            (vertx, out) -> {
              Latency test = new Latency(vertx, size, count);
              return Future.all(
                  test.answer(INPROC, new EndpointOptions()),
                  test.ask(INPROC, new EndpointOptions(), out, each));
            })
        + tell(output, List.of(new Result("inproc", size, 0, each)));
  }

  @Command(
      name = "transports",
      description = {
        "Measure inproc, ipc, tcp and ws in turn between two event loops; with --cert also tls+tcp and"
            + " wss.",
        "Latency is half of the round-trip time."
      })
  int transports(
      @Mixin TlsFlags tls,
      @Mixin Output output,
      @Parameters(paramLabel = "MSG-SIZE", description = SIZE, converter = Numbers.ZeroOrMore.class)
          int size,
      @Parameters(
              paramLabel = "MSG-COUNT",
              description = COUNT,
              converter = Numbers.OneOrMore.class)
          int count,
      @Parameters(
              paramLabel = "ROUNDTRIPS",
              description = ROUNDTRIPS,
              converter = Numbers.OneOrMore.class)
          int roundTrips) {
    List<Result> results = new ArrayList<>();
    int exit =
        run(
            (vertx, out) -> {
              Comparison comparison = new Comparison(vertx, size, count, roundTrips, tls.options());
              return comparison.run(results::add);
            });
    PrintWriter out = spec.commandLine().getOut();
    Results.table(results).forEach(out::println);
    out.flush();
    return exit + tell(output.withoutPercentiles(), results);
  }

  /** Additional outputs of the results. */
  static final class Output {
    @Option(names = "--percentiles", description = "Also print the percentiles of the latency.")
    private boolean percentiles;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the results to FILE (CSV).")
    private @Nullable Path csv;

    @Option(
        names = "--chart",
        paramLabel = "FILE",
        description = "Write a chart of the latency percentiles to FILE (SVG).")
    private @Nullable Path chart;

    private Output withoutPercentiles() {
      percentiles = false; // the table contains them
      return this;
    }
  }

  private int tell(Output output, List<Result> results) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.percentiles) {
      results.forEach(result -> Results.percentiles(result).forEach(out::println));
      out.flush();
    }
    write(output.csv, Results.csv(results));
    write(output.chart, Chart.svg(results));
    return 0;
  }

  private static void write(@Nullable Path file, String text) {
    try {
      if (file != null) {
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(Unwritable.text(file.toString(), e), e);
    }
  }

  private int run(BiFunction<Vertx, Consumer<String>, Future<?>> test) {
    PrintWriter out = spec.commandLine().getOut();
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try {
      test.apply(vertx, out::println).await();
      return 0;
    } finally {
      out.flush();
      vertx.close().await();
    }
  }
}
