package io.scapro.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.internal.buffer.BufferInternal;
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

/** Cuts one read with 64 messages; time and bytes are per message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FramerBench {

  private static final int MESSAGES = 64;

  @Param({"16", "512", "8192"})
  private int bytes;

  private BufferInternal chunk;
  private Framer framer;
  private byte[] last;

  @Setup
  public void fill() {
    ByteBuf frames = Unpooled.directBuffer(MESSAGES * (Long.BYTES + bytes));
    for (int i = 0; i < MESSAGES; i++) {
      frames.writeLong(bytes).writeZero(bytes);
    }
    chunk = BufferInternal.buffer(frames);
    framer = new Framer(false, 0, new Kept());
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public byte[] decode() {
    framer.feed(chunk, 0, chunk.length());
    return last;
  }

  private final class Kept implements FrameDecoder.Sink {
    @Override
    public byte[] allocate(int length) {
      return new byte[length];
    }

    @Override
    public void recycle(byte[] array) {}

    @Override
    public boolean message(byte[] array, int length) {
      last = array;
      return true;
    }
  }
}
