package io.scapro.policy;

import io.scapro.CommonOptions;
import io.scapro.Message;
import io.scapro.SocketOptions;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Pipe;
import io.scapro.testing.FakeHost;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Gives messages to the handler: at once, and after 64 of them were queued. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InboxBench {

  private static final int QUEUED = 64;

  private final SocketOptions options = new SocketOptions();
  private final Message message = new Message(Buffer.buffer(new byte[512]));
  private final Pipe peer = new Silent(options);
  private Inbox<Message> inbox;
  private int read;

  @Setup
  public void open() {
    FakeHost host = FakeHost.onEventLoop();
    inbox =
        new Inbox<>(
            host,
            new Deadlines(host),
            options,
            new FairQueue<>(options),
            new MessageReader(delivered -> {}, lost -> {}));
    inbox.handler(any -> read++);
    host.turn();
  }

  @Benchmark
  public int deliver() {
    inbox.offer(peer, message, message.length());
    return read;
  }

  @Benchmark
  @OperationsPerInvocation(QUEUED)
  public int queueAndDeliver() {
    inbox.pause();
    for (int i = 0; i < QUEUED; i++) {
      inbox.offer(peer, message, message.length());
    }
    inbox.fetch(Long.MAX_VALUE);
    return read;
  }

  /** A connection without a network. */
  private static final class Silent extends Pipe {
    Silent(CommonOptions<?> options) {
      super(options);
    }

    @Override
    public String remoteAddress() {
      return "nobody";
    }

    @Override
    public int receivePriority() {
      return 8;
    }

    @Override
    public void start() {}

    @Override
    protected void write(Message message) {}

    @Override
    public void resume() {}

    @Override
    public void closeGracefully() {}

    @Override
    public void abort() {}
  }
}
