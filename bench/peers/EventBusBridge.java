import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.bridge.BridgeOptions;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.eventbus.bridge.tcp.TcpEventBusBridge;
import io.vertx.ext.eventbus.bridge.tcp.impl.protocol.FrameHelper;
import io.vertx.ext.eventbus.bridge.tcp.impl.protocol.FrameParser;
import java.util.Base64;

/**
 * The TCP bridge of Vert.x's event bus: a client in one process, the bridge and a consumer of the
 * event bus in the other. Bodies are Base64 in JSON, as a JsonObject writes a Buffer. The same
 * arguments and output lines as the C peers.
 */
public final class EventBusBridge {

  private static final String ADDRESS = "bench";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final NetClient client = vertx.createNetClient(); // closed when it is not reachable
  private final Promise<Void> done = Promise.promise();
  private final SocketAddress server;
  private final int size;
  private final long count;
  private final Buffer body;
  private long start;
  private long passed;

  private EventBusBridge(String url, int size, long count) {
    String[] parts = url.split("[/:]+");
    this.server = SocketAddress.inetSocketAddress(Integer.parseInt(parts[2]), parts[1]);
    this.size = size;
    this.count = count;
    this.body = Buffer.buffer(new byte[size]);
  }

  public static void main(String[] args) {
    if (args.length != 4) {
      usage();
    }
    EventBusBridge peer =
        new EventBusBridge(args[1], Integer.parseInt(args[2]), Long.parseLong(args[3]));
    switch (args[0]) {
      case "local_thr" -> peer.listen(false);
      case "remote_thr" -> peer.connect().onSuccess(peer::push);
      case "local_lat" -> peer.listen(true);
      case "remote_lat" -> peer.connect().onSuccess(peer::ask);
      default -> usage();
    }
    peer.done.future().await();
    peer.vertx.close().await();
  }

  private static void usage() {
    System.err.println(
        "usage: EventBusBridge local_thr|remote_thr|local_lat|remote_lat URL SIZE COUNT");
    System.exit(2);
  }

  // ---- the process of the bridge ----

  private void listen(boolean replies) {
    vertx
        .eventBus()
        .<String>consumer(ADDRESS, message -> consume(message, replies))
        .completion()
        .await();
    BridgeOptions options =
        new BridgeOptions().addInboundPermitted(new PermittedOptions().setAddress(ADDRESS));
    TcpEventBusBridge.create(vertx, options).listen(server).await();
  }

  private void consume(Message<String> message, boolean replies) {
    byte[] bytes = Base64.getUrlDecoder().decode(message.body());
    if (replies) {
      expect(bytes.length);
      message.reply(Buffer.buffer(bytes));
    } else {
      received(bytes.length);
    }
  }

  /** An empty message starts the clock; then come the messages that count. */
  private void received(int length) {
    if (start == 0) {
      start = System.nanoTime();
      return;
    }
    expect(length);
    if (++passed == count) {
      double rate = count * 1e9 / (System.nanoTime() - start);
      System.out.printf("message size: %d [B]%n", size);
      System.out.printf("message count: %d%n", count);
      System.out.printf("throughput: %d [msg/s]%n", (long) rate);
      System.out.printf("throughput: %.3f [Mb/s]%n", rate * size * 8 / 1e6);
      done.complete();
    }
  }

  // ---- the process of the client ----

  private Future<NetSocket> connect() {
    return client
        .connect(server)
        .recover(refused -> vertx.timer(10, MILLISECONDS).compose(fired -> connect()));
  }

  private void push(NetSocket socket) {
    send(socket, Buffer.buffer(), null);
    socket.drainHandler(drained -> pump(socket));
    pump(socket);
  }

  private void pump(NetSocket socket) {
    while (passed < count && !socket.writeQueueFull()) {
      passed++;
      send(socket, body, null);
    }
    if (passed == count) {
      passed++;
      socket.end().onComplete(done);
    }
  }

  private void ask(NetSocket socket) {
    FrameParser parser = new FrameParser(frame -> answered(socket, frame.result()));
    socket.handler(parser);
    start = System.nanoTime();
    send(socket, body, "reply");
  }

  private void answered(NetSocket socket, JsonObject frame) {
    expect(frame.getBinary("body").length);
    if (++passed < count) {
      send(socket, body, "reply");
      return;
    }
    double latency = (System.nanoTime() - start) / 1e3 / (2.0 * count);
    System.out.printf("message size: %d [B]%n", size);
    System.out.printf("roundtrip count: %d%n", count);
    System.out.printf("average latency: %.3f [us]%n", latency);
    socket.end().onComplete(done);
  }

  private void send(NetSocket socket, Buffer body, String replyAddress) {
    FrameHelper.sendFrame("send", ADDRESS, replyAddress, null, true, body, socket);
  }

  private void expect(int length) {
    if (length != size) {
      System.err.println("expected a message of " + size + " bytes, got " + length);
      System.exit(1);
    }
  }
}
