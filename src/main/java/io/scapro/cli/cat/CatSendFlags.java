package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.common.Times;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code scapro cat} for sent messages. */
final class CatSendFlags {

  @Option(
      names = {"-D", "--data"},
      paramLabel = "TEXT",
      description = "What to send, or to answer.")
  @Nullable String data;

  @Option(
      names = {"-F", "--file"},
      paramLabel = "FILE",
      description = "As --data, from a file; - is standard input.")
  @Nullable String file;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "TIME",
      converter = Times.Converter.class,
      description = "Send again and again, this far apart: 2, 0.5 or 250ms.")
  @Nullable Duration interval;

  @Option(
      names = {"-d", "--delay"},
      paramLabel = "TIME",
      converter = Times.Converter.class,
      description = "Wait before the first message.")
  @Nullable Duration delay;

  @Option(
      names = "--send-timeout",
      paramLabel = "TIME",
      converter = Times.Converter.class,
      description = "Fail when no peer takes a message for so long.")
  @Nullable Duration timeout;

  /**
   * @throws IOException the file cannot be read
   */
  void into(CatArguments arguments) throws IOException {
    if (data != null) {
      arguments.data(data);
    }
    if (file != null) {
      arguments.file(file);
    }
    if (interval != null) {
      arguments.interval(interval);
    }
    if (delay != null) {
      arguments.delay(delay);
    }
    if (timeout != null) {
      arguments.sendTimeout(timeout);
    }
  }
}
