package io.scapro.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code scapro cat}: one socket at the shell. {@link FaceCommand} has the originals' ways. */
@Command(
    name = "cat",
    description = "Sends and prints messages, as nanocat and nngcat do.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CatCommand implements Callable<Integer> {

  private record Given(CatOption option, String value) {}

  private final List<Given> given = new ArrayList<>();

  private CatCommand() {}

  static CommandLine commandLine() {
    CatCommand command = new CatCommand();
    CommandSpec spec = CommandSpec.forAnnotatedObject(command);
    CatOption.of(Face.CAT).forEach(option -> spec.addOption(command.specOf(option)));
    return new CommandLine(spec);
  }

  private OptionSpec specOf(CatOption option) {
    OptionSpec.Builder result =
        option.letter() == 0
            ? OptionSpec.builder("--" + option.name())
            : OptionSpec.builder("-" + option.letter(), "--" + option.name());
    return result
        .arity(option.hasValue() ? "1" : "0")
        .type(option.hasValue() ? String.class : boolean.class)
        .paramLabel(option.label())
        .description(option.description())
        .parameterConsumer(
            (rest, argument, spec) ->
                given.add(new Given(option, option.hasValue() ? rest.pop() : "")))
        .build();
  }

  @Override
  public Integer call() throws InterruptedException {
    return CatProgram.run(this::settings);
  }

  private CatSettings settings() {
    CatArguments arguments = new CatArguments(Face.CAT, System.in);
    given.forEach(each -> each.option.effect().accept(arguments, each.value));
    return arguments.settle();
  }
}
