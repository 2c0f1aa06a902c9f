import io.scapro.protocol.PairSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.Socket;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Serves the page that measures and sockets that echo, opens the page, and prints what it found.
 *
 * <pre>
 *   java -cp … BrowserPage.java HOME QUERY CHROMIUM…      the page's URL is added to the command
 * </pre>
 */
final class BrowserPage {

  /** A PAIR has one peer, so each way to measure has a PAIR of its own. */
  private static final List<String> PAIRS = List.of("/pair/bare", "/pair/handler", "/pair/await");

  private BrowserPage() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toAbsolutePath();
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    Promise<Buffer> found = Promise.promise();
    Router router = Router.router(vertx);
    for (String path : PAIRS) {
      PairSocket pair = PairSocket.create(vertx);
      pair.handler(message -> pair.send(message.body()));
      mount(router, path, pair);
    }
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body()));
    mount(router, "/rep", rep);
    router
        .post("/found")
        .handler(context -> context.request().body().onComplete(found).eventually(context::end));
    serve(router, "/webroot/*", home.resolve("webroot"));
    serve(router, "/*", home.resolve("bench/peers"));
    int port =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(router)
            .listen()
            .await(10, TimeUnit.SECONDS)
            .actualPort();
    List<String> command = new ArrayList<>(List.of(args).subList(2, args.length));
    command.add("http://127.0.0.1:%d/browser.html?%s".formatted(port, args[1]));
    Process browser =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      System.out.println(found.future().await(30, TimeUnit.MINUTES));
    } finally {
      browser.destroy();
      browser.waitFor(10, TimeUnit.SECONDS);
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private static void mount(Router router, String path, Socket socket) {
    router.route(path).handler(SpWebSocket.of(socket));
  }

  private static void serve(Router router, String path, Path folder) {
    router.get(path).handler(StaticHandler.create(FileSystemAccess.ROOT, folder.toString()));
  }
}
