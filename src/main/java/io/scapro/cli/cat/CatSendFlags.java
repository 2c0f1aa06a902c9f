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
      description = "Message body to send, or to reply with.")
  @Nullable String data;

  @Option(
      names = {"-F", "--file"},
      paramLabel = "FILE",
      description = "Same as --data, read from a file; - is standard input.")
  @Nullable String file;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "TIME",
      converter = Times.Converter.class,
      description = "Send repeatedly at this interval: 2 (seconds), 0.5 or 250ms.")
  @Nullable Duration interval;

  @Option(
      names = {"-d", "--delay"},
      paramLabel = "TIME",
      converter = Times.Converter.class,
      description = "Delay before the first message: 2 (seconds), 0.5 or 250ms.")
  @Nullable Duration delay;

  @Option(
      names = "--send-timeout",
      paramLabel = "TIME",
      converter = Times.Converter.class,
      description = "Send timeout: 2 (seconds), 0.5 or 250ms.")
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
