import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** JeroMQ with its defaults: the same measurements, arguments and output lines as the C peers. */
public final class Jeromq {

  private static final String INPROC = "inproc://bench";

  private final ZContext context = new ZContext();
  private final int size;
  private final long count;

  private Jeromq(int size, long count) {
    this.size = size;
    this.count = count;
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length < 3) {
      usage();
    }
    Jeromq peer =
        new Jeromq(
            Integer.parseInt(args[args.length - 2]), Long.parseLong(args[args.length - 1]));
    Map<String, Runnable> inproc =
        Map.of(
            "inproc_thr", () -> peer.pull(INPROC),
            "inproc_lat", () -> peer.ask(INPROC, true));
    Map<String, Runnable> overNetwork =
        Map.of(
            "local_thr", () -> peer.pull(args[1]),
            "remote_thr", () -> peer.push(args[1]),
            "local_lat", () -> peer.echo(args[1], true),
            "remote_lat", () -> peer.ask(args[1], false));
    Runnable test = (args.length == 3 ? inproc : overNetwork).get(args[0]);
    if (test == null || args.length > 4) {
      usage();
    }
    if (args.length == 3) {
      Runnable other =
          args[0].equals("inproc_thr")
              ? () -> peer.push(INPROC)
              : () -> peer.echo(INPROC, false);
      new Thread(other).start();
    }
    test.run();
    System.out.flush();
    if (args.length == 3) {
      System.exit(0);
    }
    peer.context.close();
  }

  private static void usage() {
    System.err.println(
        "usage: Jeromq local_thr|remote_thr|local_lat|remote_lat URL SIZE COUNT\n"
            + "       Jeromq inproc_thr|inproc_lat SIZE COUNT");
    System.exit(2);
  }

  private ZMQ.Socket open(SocketType type, String url, boolean bind) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setLinger(-1);
    if (bind) {
      socket.bind(url);
    } else {
      socket.connect(url);
    }
    return socket;
  }

  /** An empty message starts the clock; then come the messages that count. */
  private void pull(String url) {
    ZMQ.Socket socket = open(SocketType.PULL, url, true);
    expect(0, socket.recv());
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      expect(size, socket.recv());
    }
    double rate = count * 1e9 / (System.nanoTime() - start);
    System.out.printf("message size: %d [B]%n", size);
    System.out.printf("message count: %d%n", count);
    System.out.printf("throughput: %d [msg/s]%n", (long) rate);
    System.out.printf("throughput: %.3f [Mb/s]%n", rate * size * 8 / 1e6);
  }

  private void push(String url) {
    ZMQ.Socket socket = open(SocketType.PUSH, url, false);
    socket.send(new byte[0]);
    byte[] body = new byte[size];
    for (long i = 0; i < count; i++) {
      socket.send(body);
    }
  }

  private void echo(String url, boolean bind) {
    ZMQ.Socket socket = open(SocketType.REP, url, bind);
    for (long i = 0; i < count; i++) {
      socket.send(socket.recv());
    }
  }

  private void ask(String url, boolean bind) {
    ZMQ.Socket socket = open(SocketType.REQ, url, bind);
    byte[] body = new byte[size];
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      socket.send(body);
      expect(size, socket.recv());
    }
    double latency = (System.nanoTime() - start) / 1e3 / (2.0 * count);
    System.out.printf("message size: %d [B]%n", size);
    System.out.printf("roundtrip count: %d%n", count);
    System.out.printf("average latency: %.3f [us]%n", latency);
  }

  private static void expect(int length, byte[] body) {
    if (body == null || body.length != length) {
      throw new IllegalStateException("expected a message of " + length + " bytes");
    }
  }
}
