package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.CatProgram;
import io.scapro.cli.cat.engine.CatSettings;
import io.scapro.cli.cat.engine.Face;
import io.scapro.cli.cat.engine.Streams;
import io.scapro.cli.cat.engine.Trouble;
import io.scapro.cli.common.Numbers;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scapro cat}: one socket on the command line. */
@Command(
    name = "cat",
    description = "Send and print messages with one socket.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "scapro cat PROTOCOL ADDRESS... [OPTIONS]",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success, also when --recv-timeout expired",
      "1:an address, a file, a peer or the network failed; the reason is on standard error",
      "2:invalid command line",
      "141:standard output was closed early, for example by head"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  scapro cat --rep  -L 5555 -D pong -A        # print requests, reply with pong",
      "  scapro cat --req  -l 5555 -D ping -A        # send one request, print the reply",
      "  scapro cat --sub  -l 5556 --subscribe eur -Q    # print the messages of a topic",
      "  scapro cat --push -l 5557 -F data.bin       # send a file as one message",
      "  scapro cat --pull -L 5557 --raw > data.bin  # receive it",
      "  scapro cat --sub  -l 5556 --json | jq .     # with times and peers",
    })
public final class CatCommand implements Callable<Integer> {

  private final Streams streams;

  @Spec private CommandSpec spec;

  @ArgGroup(heading = "%nSocket type (choose one):%n", validate = false, order = 1)
  private CatProtocolFlags what = new CatProtocolFlags();

  @ArgGroup(heading = "%nAddresses (at least one):%n", validate = false, order = 2)
  private CatAddressFlags where = new CatAddressFlags();

  @ArgGroup(heading = "%nSending:%n", validate = false, order = 3)
  private CatSendFlags sending = new CatSendFlags();

  @ArgGroup(heading = "%nReceiving:%n", validate = false, order = 4)
  private CatReceiveFlags receiving = new CatReceiveFlags();

  @ArgGroup(heading = "%nTLS (tls+tcp and wss):%n", validate = false, order = 5)
  private CatTlsFlags security = new CatTlsFlags();

  @Option(
      names = {"-C", "--count"},
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Number of messages to send and to receive; then it stops.")
  private long count;

  @ArgGroup(heading = "%nDisplay:%n", validate = false, order = 6)
  private CatDisplayFlags showing = new CatDisplayFlags();

  public CatCommand() {
    this(Streams.ofProcess());
  }

  public CatCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    return CatProgram.run(this::settings, streams);
  }

  private CatSettings settings() {
    CatArguments arguments = new CatArguments(Face.CAT, streams.in());
    where.into(arguments);
    security.into(arguments);
    receiving.into(arguments);
    arguments.count(count);
    arguments.verbose(showing.verbose ? 1 : 0);
    arguments.display(showing.display(receiving));
    String protocol = check();
    arguments.protocol(protocol);
    if (what.poly) {
      arguments.polyamorous();
    }
    try {
      sending.into(arguments);
    } catch (IOException e) {
      throw new CatFailure(
          Face.CAT.failureExit(),
          "scapro: expected a readable file, got %s: %s"
              .formatted(sending.file, Trouble.of(e).nanomsg()));
    }
    checkUse(arguments, CatSettings.Role.of(protocol));
    return arguments.settle();
  }

  private String check() {
    List<String> protocols = what.named();
    refuse(protocols.isEmpty(), "expected a protocol such as --pull, got none");
    refuse(
        protocols.size() > 1, "expected one protocol, got --" + String.join(" and --", protocols));
    refuse(what.poly && !what.pair1, "expected --pair1 with --poly, got --" + protocols.get(0));
    refuse(
        receiving.formats().size() + (receiving.json ? 1 : 0) > 1,
        "expected one format, got several");
    refuse(sending.data != null && sending.file != null, "expected --data or --file, got both");
    return protocols.get(0);
  }

  private void checkUse(CatArguments arguments, CatSettings.Role role) {
    String name = "--" + arguments.protocol();
    boolean hasData = arguments.hasData();
    boolean speaksFirst = role == CatSettings.Role.SENDS || role == CatSettings.Role.ASKS;
    refuse(
        arguments.endpoints().isEmpty(),
        "expected an address such as --connect tcp://127.0.0.1:5555, got none");
    refuse(speaksFirst && !hasData, "expected --data or --file with " + name + ", got neither");
    refuse(
        role == CatSettings.Role.RECEIVES && hasData,
        "expected nothing to send with " + name + ", got --data or --file");
    refuse(
        role == CatSettings.Role.SENDS && (arguments.hasFormat() || receiving.json),
        "expected no format with " + name + ", which prints nothing");
    refuse(
        arguments.hasTopics() && !"sub".equals(arguments.protocol()),
        "expected --sub with --subscribe, got " + name);
    refuse(
        arguments.hasInterval()
            && (role == CatSettings.Role.ANSWERS || role == CatSettings.Role.RECEIVES),
        "expected no --interval with " + name + ", which sends nothing on its own");
    refuse(
        arguments.hasInterval() && !hasData,
        "expected --data or --file with --interval, got neither");
  }

  private void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
