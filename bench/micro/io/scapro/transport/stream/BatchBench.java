package io.scapro.transport.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.scapro.Message;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Encodes 64 messages into a batch and flushes it; time and bytes are per message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BatchBench {

  private static final int MESSAGES = 64;

  @Param({"16", "512", "8192"})
  private int bytes;

  private final LengthFraming framing = new LengthFraming(false);
  private EmbeddedChannel channel;
  private Batch batch;
  private Message message;

  @Setup
  public void open() {
    channel = new EmbeddedChannel(new Network(), new ChannelInboundHandlerAdapter());
    batch = new Batch(channel.pipeline().lastContext());
    message = new Message(Buffer.buffer(new byte[bytes]));
  }

  @TearDown
  public void close() {
    channel.finishAndReleaseAll();
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long encode() {
    for (int i = 0; i < MESSAGES; i++) {
      framing.write(message, batch);
      batch.count(bytes);
    }
    long sent = batch.bytes();
    batch.flush(written -> {});
    return sent;
  }

  /** Takes what is written, as fast as it comes. */
  private static final class Network extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object written, ChannelPromise promise) {
      ReferenceCountUtil.release(written);
      promise.trySuccess();
    }
  }
}
