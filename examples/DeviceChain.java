import io.scapro.protocol.Device;
import io.scapro.protocol.RawSocket;
import io.vertx.core.Vertx;

/**
 * A device between clients and servers: both connect to it and need not know each other. Clients
 * (REQ) use the first URL, servers (REP) the second. Chain devices by connecting one to the next:
 * {@code +} before a URL connects instead of binding.
 *
 * <pre>
 *   examples/run devicechain tcp://127.0.0.1:5555 tcp://127.0.0.1:5556
 *   examples/run devicechain tcp://127.0.0.1:5557 +tcp://127.0.0.1:5555
 *   bin/nanocat --rep --connect tcp://127.0.0.1:5556 -D hello -A
 *   bin/nanocat --req --connect tcp://127.0.0.1:5557 -D hello -A
 * </pre>
 */
public class DeviceChain {

  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("expected: devicechain [+]URL [+]URL");
      return;
    }
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    RawSocket clients = RawSocket.create(vertx, "rep"); // to clients the device is a server
    RawSocket servers = RawSocket.create(vertx, "req"); // to servers, a client
    open(clients, args[0]);
    open(servers, args[1]);
    Device.start(clients, servers);
    System.out.println("DEVICE: PASSING REQUESTS FROM " + args[0] + " TO " + args[1]);
  }

  private static void open(RawSocket socket, String url) {
    (url.startsWith("+") ? socket.connect(url.substring(1)) : socket.bind(url)).await();
  }
}
