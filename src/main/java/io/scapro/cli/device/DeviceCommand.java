package io.scapro.cli.device;

import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.SpException;
import io.scapro.cli.common.Times;
import io.scapro.cli.common.TlsFlags;
import io.scapro.protocol.Device;
import io.scapro.protocol.RawSocket;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scapro device}: forwards between two networks, until a signal. */
@Command(
    name = "device",
    description = {
      "Passes on between FRONT and BACK what their peers send, so that the peers of one reach those"
          + " of the other, with back-pressure.",
      "An end is PROTOCOL:URL to bind, PROTOCOL@URL to connect, with more URLs after commas. BACK may"
          + " leave out PROTOCOL: then it is the one that goes with FRONT's."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  scapro device rep:tcp://127.0.0.1:5555 req:tcp://127.0.0.1:5556   # shares out requests",
      "  scapro device sub@tcp://127.0.0.1:5556 pub:ipc:///tmp/news        # repeats news",
      "  scapro device pull:tcp://127.0.0.1:5557 @tcp://127.0.0.1:5558     # passes on jobs",
      "  scapro device --loopback bus:tcp://127.0.0.1:5574                 # members of a bus meet"
    },
    mixinStandardHelpOptions = true)
public final class DeviceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TlsFlags tls;

  @Option(
      names = "--loopback",
      description = "Only FRONT: pass on between its own peers; for bus, pair, pair1 and star.")
  private boolean loopback;

  @Option(
      names = "--stats",
      paramLabel = "TIME",
      converter = Times.AboveZero.class,
      description =
          "Tell on standard error so often what was passed on; it is told at the end anyway.")
  private @Nullable Duration interval;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell on standard error where it is bound and connected.")
  private boolean verbose;

  @Parameters(index = "0", paramLabel = "FRONT", description = "One end.")
  private String front;

  @Parameters(index = "1", arity = "0..1", paramLabel = "BACK", description = "The other one.")
  private @Nullable String back;

  @Override
  public Integer call() {
    if (loopback != (back == null)) {
      throw new ParameterException(
          spec.commandLine(),
          loopback
              ? "expected only FRONT with --loopback, got BACK " + back
              : "expected FRONT and BACK, got only " + front);
    }
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try {
      run(vertx);
      return 0;
    } finally {
      vertx.close().await();
    }
  }

  private void run(Vertx vertx) {
    DeviceEnd first = end(front);
    RawSocket a = socket(vertx, first.protocol());
    RawSocket b = a;
    EndpointOptions options = tls.options();
    DeviceEnd second = back == null ? null : end(back);
    if (second != null) {
      String name = second.protocol();
      b = socket(vertx, name.isEmpty() ? a.identity().peerName() : name);
    }
    Device device = start(a, b);
    tellAddresses("front", first.open(a, options).await());
    if (second != null) {
      tellAddresses("back", second.open(b, options).await());
    }
    serve(vertx, device, new Passed(a, b));
  }

  private DeviceEnd end(String text) {
    try {
      return DeviceEnd.parse(text);
    } catch (IllegalArgumentException | SpException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private RawSocket socket(Vertx vertx, String protocol) {
    if (protocol.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "expected PROTOCOL:URL for FRONT, got only " + front);
    }
    return RawSocket.create(vertx, protocol, new SocketOptions());
  }

  private Device start(RawSocket a, RawSocket b) {
    try {
      return Device.start(a, b);
    } catch (SpException e) { // the protocols do not fit
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void serve(Vertx vertx, Device device, Passed passed) {
    Thread onSignal = new Thread(() -> tell(passed.line()), "scapro-stop");
    Runtime.getRuntime().addShutdownHook(onSignal);
    if (interval != null) {
      vertx.setPeriodic(
          interval.toMillis(), timer -> vertx.executeBlocking(() -> tell(passed.line())));
    }
    device.stopped().await();
  }

  private void tellAddresses(String end, List<String> addresses) {
    if (verbose) {
      addresses.forEach(address -> tell(end + " " + address));
    }
  }

  private @Nullable Void tell(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(text);
    err.flush();
    return null;
  }

  /** The totals of forwarded messages. Blocks. */
  private record Passed(RawSocket front, RawSocket back) {

    String line() {
      SocketStatistics a = front.statistics().await();
      SocketStatistics b = back.statistics().await();
      String there = amount(a.received(), a.receivedBytes());
      if (front == back) {
        return "passed on %s; %s dropped; %s peers".formatted(there, dropped(a), a.pipes());
      }
      return "front to back %s, back to front %s; %s dropped; %s and %s peers"
          .formatted(
              there,
              amount(b.received(), b.receivedBytes()),
              dropped(a) + dropped(b),
              a.pipes(),
              b.pipes());
    }

    private static String amount(long messages, long bytes) {
      return String.format(Locale.ROOT, "%d messages (%d bytes)", messages, bytes);
    }

    private static long dropped(SocketStatistics of) {
      return of.dropped().values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
