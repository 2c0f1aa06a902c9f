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
      "Forward messages between the peers of FRONT and the peers of BACK, with back-pressure.",
      "Write FRONT and BACK as PROTOCOL:URL to bind or PROTOCOL@URL to connect; separate several URLs"
          + " with commas. The default PROTOCOL of BACK is the peer protocol of FRONT."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  scapro device rep:tcp://127.0.0.1:5555 req:tcp://127.0.0.1:5556   # distribute requests",
      "  scapro device sub@tcp://127.0.0.1:5556 pub:ipc:///tmp/news        # forward published messages",
      "  scapro device pull:tcp://127.0.0.1:5557 @tcp://127.0.0.1:5558     # forward jobs",
      "  scapro device --loopback bus:tcp://127.0.0.1:5574                 # connect the members of a bus"
    },
    mixinStandardHelpOptions = true)
public final class DeviceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TlsFlags tls;

  @Option(
      names = "--loopback",
      description = "Use FRONT only: forward between its own peers (bus, pair, pair1, star).")
  private boolean loopback;

  @Option(
      names = "--stats",
      paramLabel = "TIME",
      converter = Times.AboveZero.class,
      description =
          "Print totals on standard error at this interval; they are always printed at the end.")
  private @Nullable Duration interval;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print bound and connected addresses on standard error.")
  private boolean verbose;

  @Parameters(
      index = "0",
      paramLabel = "FRONT",
      description = "Protocol and addresses of the first socket.")
  private String front;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BACK",
      description = "Protocol and addresses of the second socket.")
  private @Nullable String back;

  @Override
  public Integer call() {
    if (loopback != (back == null)) {
      throw new ParameterException(
          spec.commandLine(),
          loopback
              ? "expected no BACK with --loopback, got " + back
              : "expected FRONT and BACK, got only %s; do: add BACK, or --loopback"
                  .formatted(front));
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
        return "forwarded %s; %s dropped; %s peers".formatted(there, dropped(a), a.pipes());
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
