package io.scapro.cli.top;

import io.scapro.cli.common.Terminal;
import io.scapro.cli.common.Times;
import io.scapro.cli.common.TlsFlags;
import io.scapro.cli.run.RunConfig;
import io.scapro.cli.top.Screen.Sort;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scapro top}: shows the sockets of another process, from its statistics feed. */
@Command(
    name = "top",
    description = {
      "Show the sockets and pipes of a running process, with rates, queues and drops.",
      "Read the statistics that the process publishes (\"monitor\" in its configuration file). On a"
          + " terminal the screen is updated in place; otherwise each update is printed below the"
          + " previous one."
    },
    footerHeading =
        "%nKeys: q quits; s, r, u, d and n sort by sent, received, queued, dropped and name.%n",
    footer = {
      "",
      "Examples:",
      "  scapro top conf/demo.json",
      "  scapro top ws://127.0.0.1:8080/monitor/feed",
      "  scapro top --once --sort dropped tcp://127.0.0.1:5558"
    },
    mixinStandardHelpOptions = true)
public final class TopCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TlsFlags tls;

  @Option(names = "--once", description = "Print one update and exit.")
  private boolean once;

  @Option(names = "--json", description = "Print each snapshot as one line of JSON.")
  private boolean json;

  @Option(
      names = "--sort",
      paramLabel = "BY",
      defaultValue = "sent",
      description = "Sort by ${COMPLETION-CANDIDATES}; default: sent.")
  private volatile Sort sort;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Times.AboveZero.class,
      defaultValue = "10s",
      description = "Fail when no statistics arrive within this time; default: 10s.")
  private Duration timeout;

  @Parameters(
      paramLabel = "URL|FILE",
      description =
          "Address where the process publishes its statistics, or its configuration file with"
              + " \"monitor\".")
  private String source;

  private volatile boolean ended;
  private @Nullable JsonObject before;

  @Override
  public Integer call() {
    String url = source.contains("://") ? source : feedOf(Path.of(source));
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try {
      SubSocket sub = SubSocket.create(vertx, new SubOptions().setReceiveMaxSize(0));
      sub.subscribe("").await();
      sub.connect(url, tls.options()).await();
      if (Terminal.OUT.isThere() && !once && !json) {
        watch(sub, url);
      } else {
        print(sub, url);
      }
      return 0;
    } finally {
      vertx.close().await();
    }
  }

  /** The first address in the file's "monitor" that other processes can connect to. */
  private String feedOf(Path file) {
    JsonObject monitor =
        RunConfig.read(file).verticles().stream()
            .filter(entry -> entry.name().equals("scapro:monitor"))
            .map(entry -> entry.options().getConfig())
            .findFirst()
            .orElseThrow(() -> wrong(file, "nothing of it"));
    Object bind = monitor.getValue("bind", new JsonArray());
    List<?> all = bind instanceof JsonArray array ? array.getList() : List.of(bind);
    return all.stream()
        .map(each -> each instanceof String text ? text : "")
        .filter(each -> each.matches("(tcp|ipc|unix|ws|wss|tls\\+tcp|abstract)://.*"))
        .findFirst()
        .orElseThrow(() -> wrong(file, "\"bind\": " + bind))
        .replaceFirst("://(\\*|0\\.0\\.0\\.0|):", "://127.0.0.1:");
  }

  private ParameterException wrong(Path file, String got) {
    return new ParameterException(
        spec.commandLine(),
        "%s: expected \"monitor\": {\"bind\": URL} that others can connect to, got %s"
            .formatted(file, got));
  }

  // ---- output ----

  private void print(SubSocket sub, String url) {
    PrintWriter out = spec.commandLine().getOut();
    boolean first = true;
    while (!out.checkError()) {
      JsonObject snapshot = next(sub, url);
      if (json) {
        out.println(snapshot.encode());
      } else if (before != null) {
        if (!first) {
          out.println();
        }
        first = false;
        new Screen(0, 0).lines(Rates.between(before, snapshot), sort).forEach(out::println);
      }
      out.flush();
      if (once && (json || before != null)) {
        return;
      }
      before = snapshot;
    }
  }

  private void watch(SubSocket sub, String url) {
    PrintWriter out = spec.commandLine().getOut();
    Keyboard keyboard = Keyboard.open(this::pressed);
    Thread restore = new Thread(() -> leave(out, keyboard), "scapro-stop");
    Runtime.getRuntime().addShutdownHook(restore);
    out.print("\u001b[?1049h\u001b[?25l"); // alternate screen, no cursor
    try {
      while (!ended) {
        JsonObject snapshot = next(sub, url);
        draw(out, Rates.between(before, snapshot));
        before = snapshot;
      }
    } finally {
      Runtime.getRuntime().removeShutdownHook(restore);
      leave(out, keyboard);
    }
  }

  private void draw(PrintWriter out, Rates rates) {
    int[] size = Keyboard.size();
    List<String> lines = new Screen(size[1], size[0] - 1).lines(rates, sort);
    StringBuilder text = new StringBuilder("\u001b[H");
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 1 ? "\u001b[7m" : "").append(lines.get(i)).append("\u001b[m\u001b[K\n");
    }
    out.print(text.append("\u001b[J"));
    out.flush();
  }

  private void pressed(int key) {
    if (key == 'q') {
      ended = true;
    } else {
      sort = sort.on(key == 'u' ? 'q' : key);
    }
  }

  private static void leave(PrintWriter out, Keyboard keyboard) {
    out.print("\u001b[?25h\u001b[?1049l");
    out.flush();
    keyboard.close();
  }

  private JsonObject next(SubSocket sub, String url) {
    try {
      return Rates.snapshot(sub.receive().await(timeout.toMillis(), TimeUnit.MILLISECONDS).body());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "expected statistics from %s within %s, got none; do: check that the process runs and publishes them"
              .formatted(url, timeout),
          e);
    }
  }
}
