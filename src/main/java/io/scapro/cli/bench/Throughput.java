package io.scapro.cli.bench;

import io.scapro.DirectBody;
import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Measures the messages per second from a PUSH to a PULL.
 *
 * @param size bytes per message
 * @param count messages
 */
record Throughput(Vertx vertx, int size, int count) {

  /** Messages per turn, so that the event loop can also read and answer in between. */
  private static final int BURST = 1000;

  /** Bytes. */
  private static final int LONG = 64 << 10;

  private static final byte FILLER = 111; // as nanomsg

  /**
   * Binds, receives, and prints the results. An empty first message only starts the clock;
   * nanomsg's sender sends one.
   *
   * @param prefix start of the result lines
   */
  public Future<Void> receive(
      String url, EndpointOptions options, Consumer<String> out, String prefix) {
    return receive(url, options, nanos -> print(nanos, out, prefix));
  }

  /** Binds and receives; {@code nanos} gets the total time in nanoseconds. */
  public Future<Void> receive(String url, EndpointOptions options, LongConsumer nanos) {
    return new Receiver(url, options, nanos).run(vertx);
  }

  /** Connects and sends; completes when all messages are sent. */
  public Future<Void> send(String url, EndpointOptions options) {
    return new Sender(url, options).run(vertx);
  }

  private void print(long nanos, Consumer<String> out, String prefix) {
    long rate = (long) (count * 1e9 / Math.max(1, nanos));
    out.accept("message size: %d [B]".formatted(size));
    out.accept("message count: %d".formatted(count));
    out.accept("%sthroughput: %d [msg/s]".formatted(prefix, rate));
    out.accept("%sthroughput: %.3f [Mb/s]".formatted(prefix, rate * size * 8 / 1e6));
  }

  private final class Receiver extends End {

    private final String url;
    private final EndpointOptions options;
    private final LongConsumer result;
    private long start;
    private int received;
    private boolean started;

    Receiver(String url, EndpointOptions options, LongConsumer result) {
      this.url = url;
      this.options = options;
      this.result = result;
    }

    @Override
    Future<?> begin() {
      PullSocket pull =
          PullSocket.create(vertx, new SocketOptions().setReceiveMaxSize(0).setLendBodies(true));
      pull.handler(message -> received(pull, message));
      return pull.bind(url, options);
    }

    private void received(PullSocket pull, Message message) {
      if (!started) {
        started = true;
        start = System.nanoTime();
        if (message.length() == 0 && size > 0) {
          return;
        }
      }
      if (message.length() != size) {
        failed(
            new IllegalStateException(
                "expected messages of %d bytes, got %d".formatted(size, message.length())));
      } else if (++received == count) {
        result.accept(System.nanoTime() - start);
        done(pull);
      }
    }
  }

  private final class Sender extends End {

    private final String url;
    private final EndpointOptions options;
    private final Buffer body = body(size);
    private int left = count;

    Sender(String url, EndpointOptions options) {
      this.url = url;
      this.options = options;
    }

    @Override
    Future<?> begin() {
      PushSocket push = PushSocket.create(vertx, new SocketOptions().setLinger(LINGER));
      push.drainHandler(drained -> pump(push));
      pump(push);
      return push.connect(url, options);
    }

    private void pump(PushSocket push) {
      for (int i = 0; i < BURST; i++) {
        if (left == 0) {
          done(push);
          return;
        }
        if (push.writeQueueFull()) {
          return; // continued when the queue has drained
        }
        left--;
        push.send(body);
      }
      context.runOnContext(turn -> pump(push));
    }
  }

  /** The body that is sent again and again; a long one is outside the heap. */
  static Buffer body(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, FILLER);
    return size < LONG
        ? Buffer.buffer(bytes)
        : DirectBody.of(ByteBuffer.allocateDirect(size).put(bytes).flip());
  }
}
