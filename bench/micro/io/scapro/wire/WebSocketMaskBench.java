package io.scapro.wire;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Masks the payload of one WebSocket frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WebSocketMaskBench {

  @Param({"16", "512", "8192", "131072"})
  private int bytes;

  private byte[] payload;

  @Setup
  public void fill() {
    payload = new byte[bytes];
  }

  @Benchmark
  public byte[] mask() {
    WebSocketMask.apply(payload, 0, payload.length, 0x12345678);
    return payload;
  }
}
