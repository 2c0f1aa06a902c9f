package io.scapro.cli.bench;

import io.scapro.EndpointOptions;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Measures all transports in turn, with both ends in this process.
 *
 * @param size bytes per message
 * @param messages for the throughput
 * @param roundTrips for the latency
 * @param bound options of the end that binds; with a certificate, TLS is measured too
 */
record Comparison(Vertx vertx, int size, int messages, int roundTrips, EndpointOptions bound) {

  /** Completes when {@code result} has got all results. */
  public Future<?> run(Consumer<Result> result) {
    Future<?> done = Future.succeededFuture();
    for (String transport : transports()) {
      done = done.compose(before -> measure(transport)).onSuccess(result::accept);
    }
    return done;
  }

  private List<String> transports() {
    List<String> all = new ArrayList<>(List.of("inproc", "ipc", "tcp", "ws"));
    if (!bound.get(TlsOptions.class).getCertificates().isEmpty()) {
      all.addAll(List.of("tls+tcp", "wss"));
    }
    return all;
  }

  private Future<Result> measure(String transport) {
    AtomicLong nanos = new AtomicLong();
    Histogram each = Results.histogram();
    Throughput throughput = new Throughput(vertx, size, messages);
    Latency latency = new Latency(vertx, size, roundTrips);
    String first = url(transport);
    String second = url(transport);
    return Future.all(
            throughput.receive(first, bound, nanos::set), throughput.send(first, connecting()))
        .compose(
            sent ->
                Future.all(
                    latency.answer(second, bound),
                    latency.ask(second, connecting(), line -> {}, each)))
        .map(asked -> new Result(transport, size, messages * 1e9 / nanos.get(), each));
  }

  /** Not verified: the peer is this process. */
  private EndpointOptions connecting() {
    return new EndpointOptions()
        .with(
            new TlsOptions().setInsecure(true).setEngine(bound.get(TlsOptions.class).getEngine()));
  }

  private static String url(String transport) {
    String name = "scapro-bench-" + UUID.randomUUID();
    return switch (transport) {
      case "inproc" -> "inproc://" + name;
      case "ipc" -> "ipc://" + Path.of(System.getProperty("java.io.tmpdir"), name);
      default -> transport + "://127.0.0.1:" + freePort();
    };
  }

  private static int freePort() {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
