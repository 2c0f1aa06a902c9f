import io.scapro.EndpointOptions;
import io.scapro.protocol.PullSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * PULL sockets in several instances of a verticle at one shared port, fed over four connections by
 * threads that do nothing but write prepared bytes.
 */
final class Instances {

  private static final int CONNECTIONS = 4;
  private static final byte[] PUSH = {0, 'S', 'P', 0, 0, 0x50, 0, 0};
  private static final int BLOCK = 1 << 16;
  private static final int STEP = 1000;

  private Instances() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      System.err.println("usage: Instances pull PORT INSTANCES COUNT | push PORT SIZE SECONDS");
      System.exit(2);
    }
    int port = Integer.parseInt(args[1]);
    if (args[0].equals("pull")) {
      pull(port, Integer.parseInt(args[2]), Long.parseLong(args[3]));
    } else {
      push(port, Integer.parseInt(args[2]), Long.parseLong(args[3]));
    }
  }

  /** Receives {@code count} messages, and then as many again, which are measured. */
  private static void pull(int port, int instances, long count) throws InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    Measure measure = new Measure(count);
    vertx
        .deployVerticle(
            () -> new Pulling(port, measure), new DeploymentOptions().setInstances(instances))
        .await();
    measure.done.await();
    System.out.printf("throughput: %d [msg/s]%n", (long) (count * 1e9 / measure.nanos));
    vertx.close().await();
  }

  private static final class Measure {
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicLong received = new AtomicLong();
    private final long count;
    private volatile long start;
    private volatile long nanos;

    Measure(long count) {
      this.count = count;
    }

    void received(int messages) {
      long all = received.addAndGet(messages);
      if (all - messages < count && all >= count) {
        start = System.nanoTime();
      } else if (all - messages < 2 * count && all >= 2 * count) {
        nanos = System.nanoTime() - start;
        done.countDown();
      }
    }
  }

  private static final class Pulling extends VerticleBase {
    private final int port;
    private final Measure measure;
    private int received;

    Pulling(int port, Measure measure) {
      this.port = port;
      this.measure = measure;
    }

    @Override
    public Future<?> start() {
      PullSocket pull = PullSocket.create(vertx);
      pull.handler(
          message -> {
            if (++received == STEP) {
              measure.received(STEP);
              received = 0;
            }
          });
      return pull.bind("tcp://127.0.0.1:" + port, new EndpointOptions().setShared(true));
    }
  }

  /** Writes until the reader has had enough, or {@code seconds} are over. */
  private static void push(int port, int size, long seconds) throws InterruptedException {
    ByteBuffer frames = ByteBuffer.allocate(BLOCK / (Long.BYTES + size) * (Long.BYTES + size));
    while (frames.hasRemaining()) {
      frames.putLong(size).put(new byte[size]);
    }
    long end = System.nanoTime() + seconds * 1_000_000_000;
    Thread[] threads = new Thread[CONNECTIONS];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> write(port, frames.array(), end));
      threads[i].start();
    }
    for (Thread each : threads) {
      each.join();
    }
  }

  private static void write(int port, byte[] frames, long end) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(PUSH);
      socket.getInputStream().readNBytes(PUSH.length);
      while (System.nanoTime() < end) {
        out.write(frames);
      }
    } catch (IOException closed) {
      // the reader has had enough
    }
  }
}
