package io.scapro.policy;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Matches a body with topics of about 16 bytes, and one that no topic matches. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TopicsBench {

  @Param({"1", "1000", "100000"})
  private int subscriptions;

  private final Topics topics = new Topics();
  private Buffer body;
  private Buffer other;

  @Setup
  public void subscribe() {
    for (int i = 0; i < subscriptions; i++) {
      topics.add(topic(i));
    }
    body = topic(subscriptions / 2).appendString(" and what it says");
    other = Buffer.buffer("prices.EUR.none and what it says");
  }

  private static Buffer topic(int number) {
    return Buffer.buffer("prices.EUR.%06d".formatted(number));
  }

  @Benchmark
  public boolean match() {
    return topics.match(body);
  }

  @Benchmark
  public boolean noMatch() {
    return topics.match(other);
  }
}
