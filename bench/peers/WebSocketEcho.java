import io.scapro.protocol.PairSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.function.Consumer;

/**
 * Echoes per second over one WebSocket, of messages that fit into a frame: a pair of PAIR sockets,
 * or Vert.x's own WebSockets with a frame handler at each end. The client has 128 messages under
 * way.
 *
 * <pre>
 *   java -cp … WebSocketEcho.java scapro|vertx server PORT
 *   java -cp … WebSocketEcho.java scapro|vertx client PORT SIZE COUNT
 * </pre>
 */
final class WebSocketEcho {

  private static final int UNDER_WAY = 128;
  private static final String HOST = "127.0.0.1";

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
  private final int port;

  /** Kept: one that nobody holds is collected, and closes its connections. */
  private WebSocketClient clients;

  private WebSocketEcho(int port) {
    this.port = port;
  }

  public static void main(String[] args) {
    WebSocketEcho echo = new WebSocketEcho(Integer.parseInt(args[2]));
    boolean ours = args[0].equals("scapro");
    if (args[1].equals("server")) {
      echo.vertx.runOnContext(start -> echo.started(ours ? echo.ourServer() : echo.bareServer()));
    } else {
      Client client = echo.new Client(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
      echo.vertx.runOnContext(
          start -> echo.started(ours ? echo.ourClient(client) : echo.bareClient(client)));
    }
  }

  private void started(Future<?> future) {
    future.onFailure(
        failure -> {
          failure.printStackTrace();
          System.exit(1);
        });
  }

  private Future<?> ourServer() {
    PairSocket pair = PairSocket.create(vertx);
    pair.handler(message -> pair.send(message.body()));
    return pair.bind("ws://" + HOST + ":" + port + "/");
  }

  private Future<?> ourClient(Client client) {
    PairSocket pair = PairSocket.create(vertx);
    client.sender = pair::send;
    pair.handler(message -> client.echoed(message.length()));
    return pair.connect("ws://" + HOST + ":" + port + "/")
        .compose(endpoint -> endpoint.connected().onSuccess(connected -> client.begin()));
  }

  private Future<?> bareServer() {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false))
        .webSocketHandler(
            socket ->
                socket.frameHandler(
                    frame ->
                        socket.writeFrame(WebSocketFrame.binaryFrame(frame.binaryData(), true))))
        .listen(port, HOST);
  }

  private Future<?> bareClient(Client client) {
    clients = vertx.createWebSocketClient();
    return clients
        .connect(new WebSocketConnectOptions().setHost(HOST).setPort(port).setURI("/"))
        .onSuccess(
            socket -> {
              client.sender = body -> socket.writeFrame(WebSocketFrame.binaryFrame(body, true));
              socket.frameHandler(frame -> client.echoed(frame.binaryData().length()));
              client.begin();
            });
  }

  private final class Client {
    private final Buffer body;
    private final int count;
    private Consumer<Buffer> sender = body -> {};
    private long start;
    private int sent;
    private int echoed;

    Client(int size, int count) {
      this.body = Buffer.buffer(new byte[size]);
      this.count = count;
    }

    void begin() {
      start = System.nanoTime();
      while (sent < UNDER_WAY) {
        send();
      }
    }

    private void send() {
      sent++;
      sender.accept(body);
    }

    void echoed(int length) {
      if (length != body.length()) {
        throw new IllegalStateException("expected " + body.length() + " bytes, got " + length);
      }
      if (++echoed == count) {
        System.out.printf("throughput: %d [msg/s]%n", count * 1_000_000_000L / (System.nanoTime() - start));
        System.exit(0);
      }
      if (sent < count) {
        send();
      }
    }
  }
}
