package io.scapro.cli;

import io.scapro.EndpointOptions;
import io.scapro.cli.bench.Latency;
import io.scapro.cli.bench.Throughput;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scapro bench}: nanomsg's perf tools, with their arguments and their output. */
@Command(
    name = "bench",
    description =
        "Measures throughput (PUSH to PULL) and latency (REQ to REP), as nanomsg's tools do.",
    mixinStandardHelpOptions = true)
final class BenchCommand {

  private static final String INPROC = "inproc://scapro-bench";

  @Spec private CommandSpec spec;

  @Command(
      name = "local_thr",
      description = "Binds, receives, and tells how fast; the clock starts at the first message.")
  int localThroughput(
      @Mixin TlsFlags tls,
      @Parameters(paramLabel = "BIND-TO") String url,
      @Parameters(paramLabel = "MSG-SIZE") int size,
      @Parameters(paramLabel = "MSG-COUNT") int count) {
    return run(
        (vertx, out) -> new Throughput(vertx, size, count).receive(url, tls.options(), out, ""));
  }

  @Command(name = "remote_thr", description = "Connects, and sends as fast as it can.")
  int remoteThroughput(
      @Mixin TlsFlags tls,
      @Parameters(paramLabel = "CONNECT-TO") String url,
      @Parameters(paramLabel = "MSG-SIZE") int size,
      @Parameters(paramLabel = "MSG-COUNT") int count) {
    return run((vertx, out) -> new Throughput(vertx, size, count).send(url, tls.options()));
  }

  @Command(name = "local_lat", description = "Binds, and answers.")
  int localLatency(
      @Mixin TlsFlags tls,
      @Parameters(paramLabel = "BIND-TO") String url,
      @Parameters(paramLabel = "MSG-SIZE") int size,
      @Parameters(paramLabel = "ROUNDTRIPS") int count) {
    return run((vertx, out) -> new Latency(vertx, size, count).answer(url, tls.options()));
  }

  @Command(
      name = "remote_lat",
      description = "Connects, asks one request at a time, and tells half of a round trip's time.")
  int remoteLatency(
      @Mixin TlsFlags tls,
      @Parameters(paramLabel = "CONNECT-TO") String url,
      @Parameters(paramLabel = "MSG-SIZE") int size,
      @Parameters(paramLabel = "ROUNDTRIPS") int count) {
    return run((vertx, out) -> new Latency(vertx, size, count).ask(url, tls.options(), out));
  }

  @Command(name = "inproc_thr", description = "Throughput between two event loops.")
  int inprocThroughput(
      @Parameters(paramLabel = "MSG-SIZE") int size,
      @Parameters(paramLabel = "MSG-COUNT") int count) {
    return run(
        (vertx, out) -> {
          Throughput test = new Throughput(vertx, size, count);
          return Future.all(
              test.receive(INPROC, new EndpointOptions(), out, "mean "),
              test.send(INPROC, new EndpointOptions()));
        });
  }

  @Command(name = "inproc_lat", description = "Latency between two event loops.")
  int inprocLatency(
      @Parameters(paramLabel = "MSG-SIZE") int size,
      @Parameters(paramLabel = "ROUNDTRIPS") int count) {
    return run(
        (vertx, out) -> {
          Latency test = new Latency(vertx, size, count);
          return Future.all(
              test.answer(INPROC, new EndpointOptions()),
              test.ask(INPROC, new EndpointOptions(), out));
        });
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
