import io.scapro.Message;
import io.scapro.SocketOptions;
import io.scapro.protocol.AnswerOptions;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/** Scapro in the measurements of fanout.h, with the same arguments. */
final class Fanout {

  private static final int BLOCKS = 4;

  private Fanout() {}

  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    if (args.length == 6 && args[0].equals("pub")) {
      Publisher publisher = new Publisher(vertx, number(args[4]), number(args[5]));
      publisher.run(args[1], number(args[2]));
    } else if (args.length == 8 && args[0].equals("sub")) {
      new Subscribers(number(args[2]), number(args[3]), number(args[4]), number(args[5]))
          .run(vertx, args[1], Double.parseDouble(args[6]), Double.parseDouble(args[7]));
    } else if (args.length == 6 && args[0].equals("ask")) {
      new Asker(vertx, number(args[2]), number(args[3]))
          .run(args[1], Double.parseDouble(args[4]), Double.parseDouble(args[5]));
    } else if (args.length == 4 && args[0].equals("answer")) {
      answer(vertx, args[1], number(args[2]));
    } else {
      System.err.println(
          "usage: Fanout pub URL SIDE PEERS SIZE WINDOW"
              + " | sub URL SIDE PEERS SIZE WINDOW WARM SECONDS"
              + " | ask URL PEERS SIZE WARM SECONDS | answer URL PEERS SIZE");
      System.exit(2);
    }
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private static final class Publisher {
    private final Vertx vertx;
    private final Context context;
    private final Buffer body;
    private final int block;
    private final int window;
    private PubSocket socket;
    private long ahead;
    private boolean started;

    Publisher(Vertx vertx, int size, int window) {
      this.vertx = vertx;
      this.context = vertx.getOrCreateContext();
      this.body = Buffer.buffer(new byte[size]);
      this.window = window;
      this.block = window / BLOCKS;
    }

    void run(String url, int side) {
      context.runOnContext(
          turn -> {
            socket = PubSocket.create(vertx);
            socket.bind(url).onFailure(Fanout::end);
            NetServer server = vertx.createNetServer();
            server.connectHandler(this::connected).listen(side, "127.0.0.1");
          });
    }

    private void connected(NetSocket side) {
      long hello =
          vertx.setPeriodic(20, timer -> socket.send(Buffer.buffer())); // until all subscribed
      side.handler(
          acknowledged -> {
            if (!started) {
              vertx.cancelTimer(hello);
              started = true;
              pump();
            } else {
              boolean waits = ahead + block > window;
              ahead -= (long) block * acknowledged.length();
              if (waits) {
                pump();
              }
            }
          });
      side.closeHandler(closed -> System.exit(0));
    }

    /** A block in a turn, so that the loop also reads in between. */
    private void pump() {
      if (ahead + block <= window) {
        ahead += block;
        for (int i = 0; i < block; i++) {
          socket.send(body);
        }
        if (ahead + block <= window) {
          context.runOnContext(turn -> pump());
        }
      }
    }
  }

  private static final class Subscribers {
    private final int count;
    private final int size;
    private final int block;
    private final OutputStream side;
    private final AtomicIntegerArray done = new AtomicIntegerArray(2 * BLOCKS);
    private final LongAdder blocks = new LongAdder();
    private int greeted;

    Subscribers(int side, int count, int size, int window) throws IOException {
      this.count = count;
      this.size = size;
      this.block = window / BLOCKS;
      Socket channel = new Socket("127.0.0.1", side);
      channel.setTcpNoDelay(true);
      this.side = channel.getOutputStream();
    }

    void run(Vertx vertx, String url, double warm, double seconds) throws InterruptedException {
      for (int i = 0; i < count; i++) {
        SubSocket sub = SubSocket.create(vertx, new SubOptions().setLendBodies(true));
        sub.subscribe("");
        sub.handler(new Subscriber()::received);
        sub.connect(url).onFailure(Fanout::end);
      }
      while (blocks.sum() == 0) {
        Thread.sleep(1);
      }
      pause(warm);
      long start = System.nanoTime();
      long before = blocks.sum();
      pause(seconds);
      double rate = (blocks.sum() - before) * (double) block * 1e9 / (System.nanoTime() - start);
      System.out.printf("throughput: %d [copies/s]%n", (long) rate);
      System.exit(0);
    }

    private synchronized void tell() {
      try {
        side.write(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private synchronized void greeted() {
      if (++greeted == count) {
        tell();
      }
    }

    private final class Subscriber {
      private int copies;
      private int at;
      private boolean known;

      void received(Message message) {
        if (message.length() == 0) {
          if (!known) {
            known = true;
            greeted();
          }
        } else if (message.length() != size) {
          end(new IllegalStateException("got a message of " + message.length()));
        } else if (++copies == block) {
          copies = 0;
          int now = at++ % (2 * BLOCKS);
          blocks.increment();
          if (done.incrementAndGet(now) == count) {
            done.set(now, 0);
            tell();
          }
        }
      }
    }
  }

  private static final class Asker {
    private final Vertx vertx;
    private final int peers;
    private final int size;
    private final LongAdder answers = new LongAdder();
    private SurveyorSocket socket;
    private volatile boolean complete;

    Asker(Vertx vertx, int peers, int size) {
      this.vertx = vertx;
      this.peers = peers;
      this.size = size;
    }

    void run(String url, double warm, double seconds) throws InterruptedException {
      vertx.runOnContext(
          turn -> {
            socket = SurveyorSocket.create(vertx);
            socket.bind(url).onFailure(Fanout::end);
            vertx.setPeriodic(
                100,
                timer -> {
                  if (complete) {
                    vertx.cancelTimer(timer);
                  } else {
                    ask(false);
                  }
                });
          });
      while (!complete) {
        Thread.sleep(1);
      }
      pause(warm);
      long start = System.nanoTime();
      long before = answers.sum();
      pause(seconds);
      double rate = (answers.sum() - before) * 1e9 / (System.nanoTime() - start);
      System.out.printf("throughput: %d [copies/s]%n", (long) rate);
      System.exit(0);
    }

    /** One survey, and the next when all have answered. */
    private void ask(boolean measured) {
      Survey survey = socket.survey(Buffer.buffer(new byte[size]));
      int[] got = {0};
      survey.handler(
          answer -> {
            if (++got[0] == peers && (measured || !complete)) {
              complete = true;
              answers.add(peers);
              survey.cancel();
              ask(true);
            }
          });
    }
  }

  private static void answer(Vertx vertx, String url, int peers) {
    for (int i = 0; i < peers; i++) {
      RespondentSocket socket = RespondentSocket.create(vertx, new AnswerOptions());
      socket.handler(request -> request.reply(request.body()));
      socket.connect(url).onFailure(Fanout::end);
    }
  }

  private static void pause(double seconds) throws InterruptedException {
    Thread.sleep((long) (seconds * 1000));
  }

  private static void end(Throwable failure) {
    failure.printStackTrace();
    System.exit(1);
  }
}
