package io.scapro.cli;

import io.scapro.cli.cat.FaceCompletion;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code scapro completion}: prints the shell completion of commands and options, including those
 * of the tools.
 */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nTo enable it permanently:%n",
    footer = {"Add this line to ~/.bashrc or ~/.zshrc.", "  source <(scapro completion)"})
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("scapro", spec.root().commandLine()));
    spec.commandLine().getOut().print(FaceCompletion.script());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
