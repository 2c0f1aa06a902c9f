package io.scapro.cli;

import io.scapro.cli.bench.BenchCommand;
import io.scapro.cli.cat.CatCommand;
import io.scapro.cli.cat.CatFaces;
import io.scapro.cli.cat.engine.Streams;
import io.scapro.cli.common.Version;
import io.scapro.cli.device.DeviceCommand;
import io.scapro.cli.docs.DocsCommand;
import io.scapro.cli.recording.RecordCommand;
import io.scapro.cli.recording.ReplayCommand;
import io.scapro.cli.run.RunCommand;
import io.scapro.cli.top.TopCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code scapro COMMAND …}. To add a command: write a class with picocli's {@link Command} and add
 * it to {@link Commands}.
 *
 * <p>A command returns its exit code. An exception is printed as one line, and the exit code is 1;
 * a wrong command line exits with 2.
 */
@Command(
    name = "scapro",
    description = "Run and use sockets of the Scalability Protocols (nanomsg, nng).",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(execute(Streams.ofProcess(), args));
  }

  private static int execute(Streams streams, String... args) throws InterruptedException {
    if (args.length > 0 && CatFaces.isFace(args[0])) {
      return CatFaces.execute(streams, List.of(args));
    }
    return commandLine().execute(args);
  }

  /** The whole command line, ready to execute. */
  // Not public: to find main, the JVM loads the types of all public methods of this class, and a
  // tool such as nanocat starts without picocli.
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    Commands.ALL.forEach(line::addSubcommand);
    addVersion(line);
    return line.setExpandAtFiles(false) // data to send may start with @
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::told);
  }

  /** Each command has {@code --version}, and picocli does not inherit what that prints. */
  private static void addVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Main::addVersion);
  }

  private static int told(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    command.getErr().println("scapro: " + text);
    command.getErr().flush();
    return 1;
  }

  /** In a class of its own, since a tool such as nanocat starts without them. */
  private static final class Commands {
    static final List<Class<?>> ALL =
        List.of(
            RunCommand.class,
            BenchCommand.class,
            CatCommand.class,
            CompletionCommand.class,
            DeviceCommand.class,
            DocsCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            TopCommand.class);
  }
}
