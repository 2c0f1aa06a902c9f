package io.scapro.cli.recording;

import io.scapro.cli.common.Numbers;
import io.scapro.cli.common.Times;
import io.scapro.spi.Protocol;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code scapro record}: writes received messages and their times to a file, until a signal, a
 * number of messages or a time limit; see {@link Recording} for the format.
 */
@Command(
    name = "record",
    description = {
      "Record received messages and their times in a file.",
      "Subscribe to a PUB, join a BUS, or receive as a PULL in a pipeline and forward each message"
          + " (--forward)."
    },
    footer = {
      "",
      "Examples:",
      "  scapro record --connect tcp://127.0.0.1:5556 --subscribe price. prices.rec",
      "  scapro record --protocol pull --bind tcp://127.0.0.1:5557 --forward tcp://127.0.0.1:5560"
          + " jobs.rec"
    },
    mixinStandardHelpOptions = true)
public final class RecordCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Ends ends;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "sub",
      description = "Protocol: sub (default), pull, bus, pair, pair1 or star.")
  private String protocol;

  @Option(
      names = "--subscribe",
      paramLabel = "TOPIC",
      description = "With sub: record messages that begin with TOPIC; repeatable; default: all.")
  private List<String> topics = new ArrayList<>();

  @Option(
      names = "--forward",
      paramLabel = "URL",
      description = "Forward each message with a PUSH that connects to URL; repeatable.")
  private List<String> forward = new ArrayList<>();

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Stop after N messages.")
  private long count;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = Times.AboveZero.class,
      description = "Stop after S seconds; units are allowed, such as 1m30s.")
  private @Nullable Duration seconds;

  @Option(names = "--force", description = "Overwrite FILE if it exists.")
  private boolean force;

  @Parameters(paramLabel = "FILE", description = "Recording to write.")
  private String file;

  private boolean finished;

  @Override
  public Integer call() {
    ends.check();
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    Recorder recorder =
        new Recorder(
            new Recorder.Plan(
                Protocol.of(protocol),
                ends.bind(),
                ends.connect(),
                topics.isEmpty() ? List.of("") : topics,
                forward,
                file,
                force,
                count));
    Thread onSignal = new Thread(() -> finish(recorder), "scapro-stop");
    try {
      vertx.deployVerticle(recorder).await();
      Runtime.getRuntime().addShutdownHook(onSignal);
      await(recorder);
      finish(recorder);
      forget(onSignal);
    } finally {
      vertx.close().await();
    }
    return 0;
  }

  private void await(Recorder recorder) {
    if (seconds == null) {
      recorder.done().await();
      return;
    }
    try {
      recorder.done().await(seconds.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the time limit
    }
  }

  /** Closes the file and prints the totals; once. */
  private synchronized void finish(Recorder recorder) {
    if (!finished) {
      finished = true;
      Recorder.Summary summary = recorder.finish().await();
      spec.commandLine()
          .getErr()
          .printf(
              "recorded %d messages, %d bytes, in %s; %d dropped%n",
              summary.messages(), summary.bytes(), file, summary.dropped());
      spec.commandLine().getErr().flush();
    }
  }

  private static void forget(Thread onSignal) {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException e) {
      // a signal has started the hook
    }
  }
}
