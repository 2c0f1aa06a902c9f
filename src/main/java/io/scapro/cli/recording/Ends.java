package io.scapro.cli.recording;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options for the addresses of a command's socket. */
final class Ends {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--bind", paramLabel = "URL", description = "Bind to URL; repeatable.")
  private List<String> bind = new ArrayList<>();

  @Option(names = "--connect", paramLabel = "URL", description = "Connect to URL; repeatable.")
  private List<String> connect = new ArrayList<>();

  List<String> bind() {
    return bind;
  }

  List<String> connect() {
    return connect;
  }

  /** Refuses a command line without an address. */
  void check() {
    if (bind.isEmpty() && connect.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "expected --bind or --connect with a URL such as tcp://127.0.0.1:5555, got neither");
    }
  }
}
