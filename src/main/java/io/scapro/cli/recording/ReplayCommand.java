package io.scapro.cli.recording;

import io.scapro.DropReason;
import io.scapro.Socket;
import io.scapro.cli.common.Numbers;
import io.scapro.spi.Protocol;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code scapro replay}: sends a recording of {@code scapro record}, at its original or another
 * speed.
 */
@Command(
    name = "replay",
    description = "Send the messages of a recording with their original timing.",
    footer = {
      "",
      "Examples:",
      "  scapro replay --bind tcp://127.0.0.1:5556 prices.rec",
      "  scapro replay --connect tcp://127.0.0.1:5557 --speed max jobs.rec"
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

  private static final Duration LINGER = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;
  @Mixin private Ends ends;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description =
          "Protocol: pub, push, bus, pair, pair1 or star; default: the one that can send to the recorded protocol, such as pub for sub.")
  private @Nullable String protocol;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Speed: 1 (default) is as recorded; 10 is ten times as fast; max sends without pauses.")
  private String speed;

  @Option(
      names = "--peers",
      paramLabel = "N",
      converter = Numbers.ZeroOrMore.class,
      defaultValue = "1",
      description = "Wait for N peers before the first message; default: 1.")
  private int peers;

  @Parameters(paramLabel = "FILE", description = "Recording to send.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    ends.check();
    double factor = factor();
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try (Player player = new Player(file, factor)) {
      Socket socket = open(vertx, player);
      Future<Void> enough = Player.peers(socket, peers);
      Future.all(
              Stream.concat(
                      ends.bind().stream().map(socket::bind),
                      ends.connect().stream().map(socket::connect))
                  .toList())
          .await();
      enough.await();
      Player.Summary summary = player.play(sending(socket));
      socket.close().await();
      tell(summary, socket.statistics().await().dropped());
      return 0;
    } finally {
      vertx.close().await();
    }
  }

  private double factor() {
    if (speed.equals("max")) {
      return Player.MAX;
    }
    try {
      double factor = Double.parseDouble(speed);
      if (factor > 0 && Double.isFinite(factor)) {
        return factor;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new ParameterException(
        spec.commandLine(),
        "expected --speed with a number above 0, or \"max\", got \"" + speed + '"');
  }

  private Socket open(Vertx vertx, Player player) {
    String name = protocol == null ? player.recording().protocol().identity().peerName() : protocol;
    return Protocol.of(name).open(vertx, new JsonObject().put("linger", LINGER.toMillis()));
  }

  @SuppressWarnings("unchecked")
  private WriteStream<Buffer> sending(Socket socket) {
    if (socket instanceof WriteStream<?> stream) {
      return (WriteStream<Buffer>) stream;
    }
    throw new ParameterException(
        spec.commandLine(),
        "expected a protocol that sends (pub, push, bus, pair, pair1, star), got "
            + socket.identity());
  }

  private void tell(Player.Summary summary, Map<DropReason, Long> dropped) {
    var err = spec.commandLine().getErr();
    err.printf("replayed %d messages, %d bytes", summary.messages(), summary.bytes());
    err.println(dropped.isEmpty() ? "" : "; dropped: " + dropped);
    if (summary.cutOff()) {
      err.println("the recording ends inside a message, which was not sent");
    }
    err.flush();
  }
}
