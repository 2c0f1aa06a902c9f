package io.scapro.soak;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import io.scapro.suite.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.shareddata.LocalMap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a process and a Vertx hold, sampled after garbage collections. */
final class Gauges {

  /** Bytes of the heap that caches of the JDK, of Netty and of the tests may differ by. */
  private static final long HEAP = 2 << 20;

  /** Threads, files and the like that may begin late, once. */
  private static final long SOME = 4;

  private static final String TASKS = "scheduled tasks of event loops";

  private static final Path FILES = Path.of("/proc/self/fd");

  private final Vertx vertx;
  private final MeterRegistry meters;
  private final Map<String, List<Long>> samples = new LinkedHashMap<>();

  Gauges(Vertx vertx, MeterRegistry meters) {
    this.vertx = vertx;
    this.meters = meters;
  }

  /** Takes one sample of each. */
  void sample() throws Exception {
    System.gc();
    System.gc(); // what the first one only finalizes
    add("heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    add("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    if (Files.isDirectory(FILES)) {
      add("descriptors", descriptors());
    }
    add("timers of Vert.x", ((Map<?, ?>) field(vertx, "timeouts")).size());
    add(TASKS, scheduledTasks());
    add("event-bus addresses", ((Map<?, ?>) field(vertx.eventBus(), "handlerMap")).size());
    add("servers", ((Map<?, ?>) field(vertx, "sharedNetServers")).size());
    long entries = 0;
    for (Object map : ((Map<?, ?>) field(vertx.sharedData(), "localMaps")).values()) {
      entries += ((LocalMap<?, ?>) map).size();
    }
    add("entries of local maps", entries);
    add("meters", meters.getMeters().size());
  }

  private void add(String name, long value) {
    samples.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  /** What has grown, each with its samples; empty: nothing. */
  List<String> grown() {
    List<String> grown = new ArrayList<>();
    samples.forEach(
        (name, values) -> {
          double growth = Trend.growth(values);
          if (growth >= limit(name, values)) {
            grown.add("%s grew by %.0f: %s".formatted(name, growth, values));
          }
        });
    return grown;
  }

  private static long limit(String name, List<Long> values) {
    return switch (name) {
      case "heap" -> HEAP;
      // Some run seconds after the end of a connection, so their number follows the pace.
      case TASKS -> Math.max(SOME, values.stream().sorted().toList().get(values.size() / 2));
      default -> SOME;
    };
  }

  /** The first and the last sample of each. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    samples.forEach(
        (name, values) ->
            lines.add(
                "%s %d..%d (%+.0f)"
                    .formatted(
                        name, values.get(0), values.get(values.size() - 1), Trend.growth(values))));
    return String.join(", ", lines);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(FILES)) {
      return all.count();
    }
  }

  private long scheduledTasks() {
    List<Future<Integer>> counts = new ArrayList<>();
    for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      Promise<Integer> count = Promise.promise();
      loop.execute(() -> count.complete(scheduledTasks(loop)));
      counts.add(count.future());
    }
    return counts.stream().mapToInt(Await::result).sum();
  }

  private static int scheduledTasks(EventExecutor loop) {
    try {
      Collection<?> tasks = (Collection<?>) field(loop, "scheduledTaskQueue");
      return tasks == null ? 0 : tasks.size();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (Field each : type.getDeclaredFields()) {
        if (each.getName().equals(name)) {
          each.setAccessible(true);
          return each.get(of);
        }
      }
    }
    throw new NoSuchFieldException(name + " of " + of.getClass());
  }
}
