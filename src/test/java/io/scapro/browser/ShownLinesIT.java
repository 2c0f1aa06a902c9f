package io.scapro.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Socket;
import io.scapro.SocketEvent.Type;
import io.scapro.interop.Requirement;
import io.scapro.protocol.AnsweringSocket;
import io.scapro.protocol.DuplexSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SendingSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.spi.Protocol;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The lines of Java, JavaScript and shell that the playground shows, run against Java sockets. */
@ExtendWith(VertxExtension.class)
class ShownLinesIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String CODE =
      """
      if (!document.body.dataset.ready) {
        await new Promise((resolve) =>
          new MutationObserver(resolve)
            .observe(document.body, { attributes: true, attributeFilter: ['data-ready'] }));
      }
      const panel = document.querySelector('.panel');
      panel.querySelector(`[data-language=${arguments[0]}]`).click();
      return panel.querySelector('.same code').textContent;
      """;

  /** Runs lines as in a module, with a console that keeps what it is told. */
  private static final String RUN =
      """
      const lines = arguments[0];
      const told = [];
      const all = await import('/scapro.js');
      const waiting = [];
      window.nextTold = () => new Promise((resolve) => {
        if (told.length > 0) resolve(told.shift()); else waiting.push(resolve);
      });
      const console = { log: (text) => waiting.length > 0 ? waiting.shift()(text) : told.push(text) };
      const Lines = (async () => {}).constructor;
      window.over = new Lines('console', ...Object.keys(all), lines)(console, ...Object.values(all));
      over.catch((e) => console.log(`failed: ${e}`));
      """;

  private static final String CLASS =
      """
      import io.scapro.*;
      import io.scapro.protocol.*;
      import io.vertx.core.Vertx;
      import io.vertx.core.buffer.Buffer;
      public class Shown {
        static class System {
          static final Out out = new Out();
        }
        static class Out {
          java.util.Queue<String> lines;
          void println(Object line) { lines.add(line.toString()); }
        }
        public static void run(Vertx vertx, java.util.Queue<String> told) {
          System.out.lines = told;
          %s
        }
      }
      """;

  /** What the lines say that they heard. */
  private interface Output {
    String next(int length) throws Exception;

    default void says(String text) throws Exception {
      assertEquals(text, next(text.length()));
    }
  }

  @TempDir Path folder;

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private Socket peer;
  private Happenings happenings;
  private Page page;
  private @Nullable Process shell;

  @BeforeEach
  void remember(Vertx vertx) {
    this.vertx = vertx;
  }

  @AfterEach
  void endShell() {
    if (shell != null) {
      shell.destroyForcibly().onExit().join();
    }
  }

  /** What the playground shows for {@code protocol}, to meet a socket of its peer's kind. */
  private String lines(String protocol, String language) {
    String kind = Protocol.of(protocol).identity().peerName();
    peer = Protocol.of(kind).open(vertx, new JsonObject());
    happenings = Happenings.of(peer);
    if (peer instanceof SubSocket sub) {
      Await.result(sub.subscribe(""));
    } else if (peer instanceof AnsweringSocket<?> answering) {
      answering.handler(question -> question.reply(Buffer.buffer("you said " + question.body())));
    }
    Site site = new Site(vertx);
    String url = site.mount("/sp", peer);
    page = chromium.open(site.origin() + "/index.html#" + protocol + '=' + url);
    return page.run(CODE, language);
  }

  /** Talks with the lines; what is said there by default is {@code body}. */
  private void converse(String body, Output output) throws Exception {
    happenings.await(Type.ACCEPTED);
    if (peer instanceof SubSocket sub) {
      assertEquals(body, Await.result(sub.receive()).body().toString());
    } else if (peer instanceof PullSocket pull) {
      assertEquals(body, Await.result(pull.receive()).body().toString());
    } else if (peer instanceof SendingSocket<?> sending) {
      Await.result(sending.send(Buffer.buffer("news")));
      output.says("news");
    } else if (peer instanceof ReqSocket req) {
      assertEquals(body, Await.result(req.request(Buffer.buffer("?"))).toString());
    } else if (peer instanceof SurveyorSocket surveyor) {
      var answers = Await.result(surveyor.survey(Buffer.buffer("?")).answers());
      assertEquals(List.of(body), answers.stream().map(each -> each.body().toString()).toList());
    } else if (peer instanceof DuplexSocket<?> duplex) {
      assertEquals(body, Await.result(duplex.receive()).body().toString());
      Await.result(duplex.send(Buffer.buffer("back")));
      output.says("back");
    } else {
      output.says("you said " + body);
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "shown-lines.csv")
  void javaDoesWhatThePanelDoes(String protocol, String body) throws Exception {
    String text = CLASS.formatted(lines(protocol, "java"));
    Path file = Files.writeString(folder.resolve("Shown.java"), text);
    String classes = System.getProperty("java.class.path");
    String[] arguments = {"-proc:none", "-cp", classes, "-d", folder + "", file + ""};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      loader
          .loadClass("Shown")
          .getMethod("run", Vertx.class, Queue.class)
          .invoke(null, vertx, told);
      converse(body, length -> Await.next(told));
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "shown-lines.csv")
  void javaScriptDoesWhatThePanelDoes(String protocol, String body) throws Exception {
    String text = lines(protocol, "js");
    page.run(RUN, text);
    converse(body, length -> page.run("return nextTold()"));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "shown-lines.csv")
  void theShellDoesWhatThePanelDoes(String protocol, String body) throws Exception {
    String command = lines(protocol, "shell");
    if (!command.startsWith("scapro ")) {
      Requirement.program(command.substring(0, command.indexOf(' ')));
    }
    // Into a pipe a C program prints when its buffer is full.
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec stdbuf -oL " + command);
    String path = builder.environment().get("PATH");
    builder.environment().put("PATH", path + ':' + Path.of("bin").toAbsolutePath());
    Process started = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    shell = started;
    converse(
        body,
        length ->
            CompletableFuture.supplyAsync(() -> read(started.getInputStream(), length))
                .get(20, TimeUnit.SECONDS));
  }

  /** Not a line: nngcat writes none. */
  private static String read(InputStream in, int length) {
    try {
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
