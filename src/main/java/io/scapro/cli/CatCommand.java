package io.scapro.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scapro cat}: one socket at the shell, for people. */
@Command(
    name = "cat",
    description = "Sends and prints messages: one socket at the shell.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "scapro cat PROTOCOL ADDRESS... [OPTIONS]",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing came any more within --recv-timeout",
      "1:an address, a file, a peer or the network failed; standard error tells how",
      "2:the command line makes no sense",
      "141:whoever read standard output has gone"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  scapro cat --rep  -L 5555 -D pong -A        # answers pong, prints the questions",
      "  scapro cat --req  -l 5555 -D ping -A        # asks once, prints the answer",
      "  scapro cat --sub  -l 5556 --subscribe eur -Q    # follows a topic",
      "  scapro cat --push -l 5557 -F data.bin       # sends a file as one message",
      "  scapro cat --pull -L 5557 --raw > data.bin  # and receives it",
      "  scapro cat --sub  -l 5556 --json | jq .     # with times and peers",
    })
final class CatCommand implements Callable<Integer> {

  /** Exactly one protocol. */
  static final class What {
    @Option(names = "--push", description = "Send to one worker at a time.")
    boolean push;

    @Option(names = "--pull", description = "Be a worker.")
    boolean pull;

    @Option(names = "--pub", description = "Send to every subscriber.")
    boolean pub;

    @Option(names = "--sub", description = "Be a subscriber.")
    boolean sub;

    @Option(names = "--req", description = "Ask one server, print its answer.")
    boolean req;

    @Option(names = "--rep", description = "Be a server; answers the data, if there are any.")
    boolean rep;

    @Option(names = "--surveyor", description = "Ask all, print their answers.")
    boolean surveyor;

    @Option(names = "--respondent", description = "Be asked; answers the data, if there are any.")
    boolean respondent;

    @Option(names = "--bus", description = "Send to all neighbours, print theirs.")
    boolean bus;

    @Option(names = "--star", description = "As --bus, and everybody passes on.")
    boolean star;

    @Option(names = "--pair", description = "Talk with one peer.")
    boolean pair;

    @Option(names = "--pair1", description = "As --pair, version 1.")
    boolean pair1;

    @Option(
        names = "--poly",
        description = "With --pair1: talk with any number of peers; what is sent goes to all.")
    boolean poly;

    private List<String> named() {
      Map<String, Boolean> all = new LinkedHashMap<>();
      all.put("push", push);
      all.put("pull", pull);
      all.put("pub", pub);
      all.put("sub", sub);
      all.put("req", req);
      all.put("rep", rep);
      all.put("surveyor", surveyor);
      all.put("respondent", respondent);
      all.put("bus", bus);
      all.put("star", star);
      all.put("pair", pair);
      all.put("pair1", pair1);
      return all.keySet().stream().filter(all::get).toList();
    }
  }

  /** Addresses, in any number. */
  static final class Where {
    @Option(
        names = {"--bind", "--listen"},
        paramLabel = "URL",
        description = "Accept peers here, such as tcp://127.0.0.1:5555; repeatable.")
    List<String> bind = new ArrayList<>();

    @Option(
        names = {"--connect", "--dial"},
        paramLabel = "URL",
        description = "Go to this peer, and wait for it if need be; repeatable.")
    List<String> connect = new ArrayList<>();

    @Option(
        names = {"-L", "--bind-local"},
        paramLabel = "PORT",
        description = "As --bind tcp://127.0.0.1:PORT.")
    List<String> bindLocal = new ArrayList<>();

    @Option(
        names = {"-l", "--connect-local"},
        paramLabel = "PORT",
        description = "As --connect tcp://127.0.0.1:PORT.")
    List<String> connectLocal = new ArrayList<>();

    @Option(
        names = {"-X", "--bind-ipc"},
        paramLabel = "PATH",
        description = "As --bind ipc://PATH.")
    List<String> bindIpc = new ArrayList<>();

    @Option(
        names = {"-x", "--connect-ipc"},
        paramLabel = "PATH",
        description = "As --connect ipc://PATH.")
    List<String> connectIpc = new ArrayList<>();

    private void into(CatArguments arguments) {
      bind.forEach(arguments::bind);
      bindLocal.forEach(port -> arguments.bind("tcp://127.0.0.1:" + port));
      bindIpc.forEach(path -> arguments.bind("ipc://" + path));
      connect.forEach(arguments::connect);
      connectLocal.forEach(port -> arguments.connect("tcp://127.0.0.1:" + port));
      connectIpc.forEach(path -> arguments.connect("ipc://" + path));
    }
  }

  /** For tls+tcp and wss. */
  static final class Security {
    @Option(names = "--cacert", paramLabel = "FILE", description = "Whom to trust, PEM.")
    @Nullable String trusted;

    @Option(
        names = {"-E", "--cert"},
        paramLabel = "FILE",
        description = "The own certificate, PEM; with its key, unless there is --key.")
    @Nullable String certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "The own private key, PEM.")
    @Nullable String key;

    @Option(
        names = {"-k", "--insecure"},
        description = "Trust any certificate of anybody.")
    boolean insecure;

    private void into(CatArguments arguments) {
      if (trusted != null) {
        arguments.trust(trusted);
      }
      if (certificate != null) {
        arguments.certificate(certificate);
      }
      if (key != null) {
        arguments.key(key);
      }
      if (insecure) {
        arguments.insecure();
      }
    }
  }

  /** What goes out. */
  static final class Sending {
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

    private void into(CatArguments arguments) throws IOException {
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

  /** What comes in. */
  static final class Receiving {
    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "Print messages as ${COMPLETION-CANDIDATES}; no by default.")
    @Nullable Format format;

    @Option(
        names = {"-A", "--ascii"},
        description = "A line each, a dot for what is not ASCII.")
    boolean ascii;

    @Option(
        names = {"-Q", "--quoted"},
        description = "A line each, in quotes and escaped.")
    boolean quoted;

    @Option(names = "--hex", description = "A line each, every byte as \\xNN.")
    boolean hex;

    @Option(names = "--raw", description = "The bytes, and nothing between messages.")
    boolean raw;

    @Option(names = "--msgpack", description = "As MessagePack's bin.")
    boolean msgpack;

    @Option(
        names = {"-J", "--json"},
        description =
            "A line of JSON each: n, time, protocol, from, pipe, bytes, and text or base64.")
    boolean json;

    @Option(
        names = "--subscribe",
        paramLabel = "PREFIX",
        description = "What a --sub reads; repeatable, everything by default.")
    List<String> topics = new ArrayList<>();

    @Option(
        names = "--recv-timeout",
        paramLabel = "TIME",
        converter = Times.Converter.class,
        description = "End when nothing comes for so long.")
    @Nullable Duration timeout;

    @Option(
        names = {"-Z", "--recv-maxsz"},
        paramLabel = "BYTES",
        description = "Longest message accepted, 1 MiB by default; 0: no limit.")
    int most = -1;

    private List<Format> formats() {
      Map<Format, Boolean> all = new LinkedHashMap<>();
      all.put(Format.ASCII, ascii);
      all.put(Format.QUOTED, quoted);
      all.put(Format.HEX, hex);
      all.put(Format.RAW, raw);
      all.put(Format.MSGPACK, msgpack);
      List<Format> result = new ArrayList<>(all.keySet().stream().filter(all::get).toList());
      if (format != null) {
        result.add(format);
      }
      return result;
    }

    private void into(CatArguments arguments) {
      formats().forEach(arguments::format);
      topics.forEach(arguments::subscribe);
      if (timeout != null) {
        arguments.receiveTimeout(timeout);
      }
      arguments.receiveMaxSize(most);
    }
  }

  private final Streams streams;

  /** For whom standard output and error are. */
  static final class Showing {
    @Option(
        names = {"-v", "--verbose"},
        description = "Tell on standard error what is bound and connected.")
    boolean verbose;

    @Option(
        names = "--stats",
        description = "Tell on standard error at the end what was sent and received.")
    boolean statistics;

    @Option(
        names = "--color",
        paramLabel = "WHEN",
        description = "Dim what is escaped: auto (default: on a terminal), always or never.")
    When colours = When.AUTO;

    @Option(
        names = "--progress",
        paramLabel = "WHEN",
        description =
            "A line on standard error with messages, bytes and rates: auto (default: when that is"
                + " a terminal and standard output is none, or prints nothing), always or never.")
    When progress = When.AUTO;

    private Display display(Receiving receiving) {
      boolean silent = !receiving.json && receiving.formats().isEmpty();
      return new Display(
          receiving.json,
          colours.is(Terminal.OUT.isThere()),
          progress.is(Terminal.ERR.isThere() && (silent || !Terminal.OUT.isThere())),
          statistics);
    }
  }

  /** When to do what people like and programs do not. */
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    private boolean is(boolean forPeople) {
      return this == ALWAYS || this == AUTO && forPeople;
    }
  }

  @Spec private CommandSpec spec;

  @ArgGroup(heading = "%nWhat to be, one of:%n", validate = false, order = 1)
  private What what = new What();

  @ArgGroup(heading = "%nWhere, at least one of:%n", validate = false, order = 2)
  private Where where = new Where();

  @ArgGroup(heading = "%nTo send:%n", validate = false, order = 3)
  private Sending sending = new Sending();

  @ArgGroup(heading = "%nTo receive:%n", validate = false, order = 4)
  private Receiving receiving = new Receiving();

  @ArgGroup(heading = "%nOver tls+tcp and wss:%n", validate = false, order = 5)
  private Security security = new Security();

  @Option(
      names = {"-C", "--count"},
      paramLabel = "N",
      description = "End after so many messages.")
  private long count;

  @ArgGroup(heading = "%nTo show:%n", validate = false, order = 6)
  private Showing showing = new Showing();

  CatCommand() {
    this(Streams.ofProcess());
  }

  CatCommand(Streams streams) {
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
        "expected nothing to send with " + name + ", got data");
    refuse(
        role == CatSettings.Role.SENDS && (arguments.hasFormat() || receiving.json),
        "expected no format with " + name + ", which prints nothing");
    refuse(
        arguments.hasTopics() && !"sub".equals(arguments.protocol()),
        "expected --sub with --subscribe, got " + name);
    refuse(
        arguments.hasInterval() && (role == CatSettings.Role.ANSWERS || !hasData),
        "expected --interval with something to send, got it with " + name);
  }

  private void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
