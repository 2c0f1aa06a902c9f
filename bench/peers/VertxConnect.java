import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;

/** The least that Vert.x can do for a message: connect to 127.0.0.1, write it, and end. */
public final class VertxConnect {
  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    NetClient client = vertx.createNetClient();
    client
        .connect(Integer.parseInt(args[0]), "127.0.0.1")
        .compose(socket -> socket.write("hello"))
        .await();
    System.exit(0);
  }
}
