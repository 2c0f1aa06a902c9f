package io.scapro.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * {@code scapro COMMAND …}. To add a command: write a class with picocli's {@link Command} and add
 * it to {@link Commands}.
 *
 * <p>A command's result is the exit code. A failure that it throws is printed as one line and exits
 * with 1; a wrong command line exits with 2.
 */
@Command(
    name = "scapro",
    description = "Scalability protocols, as nanomsg and nng speak them.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
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

  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "scapro " + (version == null ? "(not packaged)" : version);
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    Commands.ALL.forEach(line::addSubcommand);
    return line.setExpandAtFiles(false) // the data to send may start with @
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::told);
  }

  private static int told(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    command.getErr().println("scapro: " + text);
    command.getErr().flush();
    return 1;
  }

  /** Apart, since a tool such as nanocat starts without them. */
  private static final class Commands {
    static final List<Class<?>> ALL =
        List.of(
            RunCommand.class,
            BenchCommand.class,
            CatCommand.class,
            CompletionCommand.class,
            DeviceCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            TopCommand.class);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {version()};
    }
  }
}
