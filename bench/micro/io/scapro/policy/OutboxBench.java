package io.scapro.policy;

import io.scapro.Message;
import io.scapro.SocketOptions;
import io.scapro.spi.Deadlines;
import io.scapro.testing.FakeHost;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sends one message: taken at once, and after it had to wait for a peer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OutboxBench {

  private final Buffer body = Buffer.buffer(new byte[512]);
  private final Message message = new Message(body);
  private boolean ready = true;
  private Outbox outbox;

  @Setup
  public void open() {
    FakeHost host = FakeHost.onEventLoop();
    outbox =
        new Outbox(host, new Deadlines(host), any -> ready, () -> {}, new SocketOptions());
  }

  @Benchmark
  public Future<Void> send() {
    return outbox.send(message);
  }

  @Benchmark
  public Future<Void> sendAfterWait() {
    ready = false;
    Future<Void> accepted = outbox.send(message);
    ready = true;
    outbox.flush();
    return accepted;
  }
}
