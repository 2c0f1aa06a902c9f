package io.scapro.cli.docs;

import io.scapro.cli.common.Numbers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scapro docs}: serves the manual until a signal, and prints where. */
@Command(
    name = "docs",
    description = {
      "Serve the manual to browsers on this machine.",
      "In a source checkout, run docs/build first. Ctrl-C stops."
    },
    mixinStandardHelpOptions = true)
public final class DocsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Numbers.Port.class,
      defaultValue = "8091",
      description = "Port on 127.0.0.1; default: 8091; 0: any free port.")
  private int port;

  @Option(names = "--open", description = "Open the manual in a browser.")
  private boolean open;

  @Override
  public Integer call() throws InterruptedException {
    Path site = DocsServer.site();
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer server = DocsServer.listen(vertx, site, port).await();
      String url = "http://127.0.0.1:%d/".formatted(server.actualPort());
      print("running, open %s in a browser, Ctrl-C stops it".formatted(url));
      if (open) {
        show(url);
      }
      new CountDownLatch(1).await(); // a signal ends the JVM
      return 0;
    } finally {
      vertx.close().await();
    }
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private void show(String url) {
    List<String> command = new ArrayList<>(browser(System.getProperty("os.name")));
    command.add(url);
    try {
      new ProcessBuilder(command)
          .redirectOutput(Redirect.INHERIT)
          .redirectError(Redirect.DISCARD) // browsers warn of much
          .start();
    } catch (IOException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "scapro: expected %s to show a page, got %s; do: open %s in a browser"
              .formatted(command.get(0), e.getMessage(), url));
      err.flush();
    }
  }

  /** The command of the operating system that shows a page. */
  private static List<String> browser(String system) {
    if (system.startsWith("Windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    return List.of(system.startsWith("Mac") ? "open" : "xdg-open");
  }
}
