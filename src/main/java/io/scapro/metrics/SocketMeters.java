package io.scapro.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.scapro.DropReason;
import io.scapro.Durations;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketStatistics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Shows a socket in a Micrometer registry (needs micrometer-core on the class path): counters
 * {@code scapro.messages.sent, .received, .delivered, .filtered}, {@code scapro.bytes.sent,
 * .received}, {@code scapro.drops} by reason, {@code scapro.connections} by event, and gauges
 * {@code scapro.pipes}, {@code scapro.queued.send, .deliver}, {@code scapro.roundtrip.mean} in
 * seconds; all tagged with {@code socket} and {@code protocol}.
 *
 * <p>A snapshot is taken at an interval, on the socket's loop; the meters read the last one.
 */
@SuppressWarnings("exports") // an application with Micrometer requires its module
public final class SocketMeters {

  private static final double NANOS = 1e9;

  private final Vertx vertx;
  private final long timer;
  private volatile SocketStatistics last;

  private SocketMeters(Vertx vertx, Socket socket, SocketStatistics first, Duration interval) {
    this.vertx = vertx;
    this.last = first;
    this.timer =
        vertx.setPeriodic(
            interval.toMillis(), tick -> socket.statistics().onSuccess(next -> last = next));
    socket.closed().onComplete(end -> stop());
  }

  /** Registers the meters of {@code socket}; they are refreshed every {@code interval}. */
  public static Future<SocketMeters> bind(
      Vertx vertx, MeterRegistry registry, Socket socket, Duration interval) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(socket, "socket");
    Durations.aboveZero(interval, "interval");
    return socket
        .statistics()
        .map(
            first -> {
              SocketMeters meters = new SocketMeters(vertx, socket, first, interval);
              meters.register(registry);
              return meters;
            });
  }

  /** Stops refreshing; the meters keep their last values. */
  public void stop() {
    vertx.cancelTimer(timer);
  }

  private void register(MeterRegistry registry) {
    Tags tags = Tags.of("socket", last.name(), "protocol", last.protocol());
    counter(registry, "scapro.messages.sent", tags, SocketStatistics::written);
    counter(registry, "scapro.messages.received", tags, SocketStatistics::received);
    counter(registry, "scapro.messages.delivered", tags, SocketStatistics::delivered);
    counter(registry, "scapro.messages.filtered", tags, SocketStatistics::filtered);
    counter(registry, "scapro.bytes.sent", tags, SocketStatistics::writtenBytes);
    counter(registry, "scapro.bytes.received", tags, SocketStatistics::receivedBytes);
    for (DropReason reason : DropReason.values()) {
      counter(registry, "scapro.drops", tags.and("reason", reason.name()), s -> s.dropped(reason));
    }
    for (SocketEvent.Type type : SocketEvent.Type.values()) {
      counter(
          registry, "scapro.connections", tags.and("event", type.name()), s -> s.happened(type));
    }
    gauge(registry, "scapro.pipes", tags, SocketStatistics::pipes);
    gauge(registry, "scapro.queued.send", tags, SocketStatistics::queuedToSend);
    gauge(registry, "scapro.queued.deliver", tags, SocketStatistics::queuedToDeliver);
    gauge(registry, "scapro.roundtrip.mean", tags, s -> s.roundTrips().meanNanos() / NANOS);
  }

  private void counter(
      MeterRegistry registry, String name, Tags tags, ToDoubleFunction<SocketStatistics> value) {
    FunctionCounter.builder(name, this, meters -> value.applyAsDouble(meters.last))
        .tags(tags)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, Tags tags, ToDoubleFunction<SocketStatistics> value) {
    Gauge.builder(name, this, meters -> value.applyAsDouble(meters.last))
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }
}
