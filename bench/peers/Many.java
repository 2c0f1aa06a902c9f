import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.SocketEvent;
import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PULL socket and many PUSH sockets, each with one connection; the PUSH sockets are all in a
 * second process.
 *
 * <pre>
 *   listen URL CONNECTIONS                    accepts, prints how fast, and the heap of each
 *   pull   URL CONNECTIONS WARM SECONDS       accepts, and prints what arrives
 *   idle   URL CONNECTIONS                    connects, prints the heap of each connection
 *   push   URL CONNECTIONS SIZE               connects, and then sends as fast as it can
 * </pre>
 */
final class Many {

  /** Messages of a socket in a turn of its loop. */
  private static final int BURST = 128;

  private Many() {}

  public static void main(String[] args) throws InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    int connections = args.length < 3 ? 0 : Integer.parseInt(args[2]);
    if (args.length == 3 && args[0].equals("listen")) {
      listen(vertx, args[1], connections);
    } else if (args.length == 5 && args[0].equals("pull")) {
      Listener listener = new Listener(vertx, args[1], connections);
      listener.measure(Double.parseDouble(args[3]), Double.parseDouble(args[4]));
    } else if (args.length == 3 && args[0].equals("idle")) {
      connect(vertx, args[1], connections, null);
    } else if (args.length == 4 && args[0].equals("push")) {
      Buffer body = Buffer.buffer(new byte[Integer.parseInt(args[3])]);
      connect(vertx, args[1], connections, body);
    } else {
      System.err.println("usage: see the comment of Many.java");
      System.exit(2);
    }
  }

  /** Bytes of the heap after a collection. */
  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void printHeap(long before, int connections) throws InterruptedException {
    Thread.sleep(1000); // what only the handshake needs has gone
    System.out.printf("heap: %d [bytes/connection]%n", (heap() - before) / connections);
    System.out.flush();
  }

  private static double cpu() {
    return ((com.sun.management.OperatingSystemMXBean)
                ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  // ---- the end that listens ----

  private static void listen(Vertx vertx, String url, int connections)
      throws InterruptedException {
    long before = heap();
    double cpu = cpu();
    long start = System.nanoTime();
    Listener listener = new Listener(vertx, url, connections);
    listener.complete.await();
    long now = System.nanoTime();
    System.out.printf("cpu: %.2f [s]%n", cpu() - cpu);
    System.out.printf("since bind: %.2f [s]%n", (now - start) / 1e9);
    System.out.printf("accepted: %d [connections/s]%n", (long) (listener.others() * 1e9 / (now - listener.first)));
    printHeap(before, connections);
  }

  private static final class Listener {
    private final CountDownLatch complete = new CountDownLatch(1);
    private final int connections;
    private int accepted;
    private volatile long first;
    private volatile long received; // written by the loop only

    Listener(Vertx vertx, String url, int connections) {
      this.connections = connections;
      PullSocket pull = PullSocket.create(vertx, new SocketOptions().setLendBodies(true));
      pull.eventHandler(this::happened);
      pull.handler(this::received);
      pull.bind(url, new EndpointOptions().setMaxPipes(20_000)).onFailure(Many::end);
    }

    private void happened(SocketEvent event) {
      if (event.type() == SocketEvent.Type.ACCEPTED) {
        if (++accepted == 1) {
          first = System.nanoTime();
        }
        if (accepted == connections) {
          complete.countDown();
        }
      }
    }

    private int others() {
      return connections - 1;
    }

    private int counted;

    private void received(Message message) {
      if (++counted == 100) {
        counted = 0;
        received += 100;
      }
    }

    void measure(double warm, double seconds) throws InterruptedException {
      while (received == 0) {
        Thread.sleep(1);
      }
      pause(warm);
      long start = System.nanoTime();
      long before = received;
      pause(seconds);
      double rate = (received - before) * 1e9 / (System.nanoTime() - start);
      System.out.printf("throughput: %d [messages/s]%n", (long) rate);
      System.exit(0);
    }
  }

  // ---- the end that connects ----

  /**
   * @param body what to send when all are connected; null: nothing
   */
  private static void connect(Vertx vertx, String url, int connections, Buffer body)
      throws InterruptedException {
    Context[] contexts = new Context[Runtime.getRuntime().availableProcessors()];
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = ((io.vertx.core.internal.VertxInternal) vertx).createEventLoopContext();
    }
    long before = heap();
    PushSocket[] sockets = new PushSocket[connections];
    AtomicInteger missing = new AtomicInteger(connections);
    CountDownLatch complete = new CountDownLatch(1);
    for (int i = 0; i < connections; i++) {
      int at = i;
      contexts[i % contexts.length].runOnContext(
          turn -> {
            sockets[at] = PushSocket.create(vertx);
            sockets[at]
                .connect(url)
                .compose(endpoint -> endpoint.connected())
                .onFailure(Many::end)
                .onSuccess(
                    connected -> {
                      if (missing.decrementAndGet() == 0) {
                        complete.countDown();
                      }
                    });
          });
    }
    complete.await();
    if (body == null) {
      printHeap(before, connections);
    } else {
      for (int i = 0; i < connections; i++) {
        PushSocket socket = sockets[i];
        Context context = contexts[i % contexts.length];
        context.runOnContext(
            turn -> {
              socket.drainHandler(drained -> send(context, socket, body));
              send(context, socket, body);
            });
      }
    }
  }

  private static void send(Context context, PushSocket socket, Buffer body) {
    for (int i = 0; i < BURST; i++) {
      if (socket.writeQueueFull()) {
        return; // until it has drained
      }
      socket.send(body);
    }
    context.runOnContext(turn -> send(context, socket, body));
  }

  private static void pause(double seconds) throws InterruptedException {
    Thread.sleep((long) (seconds * 1000));
  }

  private static void end(Throwable failure) {
    failure.printStackTrace();
    System.exit(1);
  }
}
