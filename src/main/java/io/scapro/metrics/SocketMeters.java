package io.scapro.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Publishes the statistics of a socket in a Micrometer registry (needs micrometer-core on the class
 * path): counters {@code scapro.messages.sent, .received, .delivered, .filtered}, {@code
 * scapro.bytes.sent, .received}, {@code scapro.drops} by reason, {@code scapro.connections} by
 * event, and gauges {@code scapro.pipes}, {@code scapro.queued.send, .deliver}, {@code
 * scapro.roundtrip.mean} in seconds; all tagged with {@code socket}, {@code protocol} and {@code
 * id}, the {@link Socket#id}, which is unique even if several sockets have the same name.
 *
 * <p>A snapshot is taken at an interval, on the socket's event loop; the meters read the last one.
 * They are removed from the registry when the socket is closed. If the verticle that called {@link
 * #bind} is undeployed, the meters are not refreshed any more.
 */
@SuppressWarnings("exports") // an application with Micrometer requires its module
public final class SocketMeters {

  private static final double NANOS = 1e9;

  private final Vertx vertx;
  private final MeterRegistry registry;
  private final List<Meter> meters = new ArrayList<>();
  private final long timer;
  private volatile SocketStatistics last;

  private SocketMeters(
      Vertx vertx,
      MeterRegistry registry,
      Socket socket,
      SocketStatistics first,
      Duration interval) {
    this.vertx = vertx;
    this.registry = registry;
    this.last = first;
    register();
    this.timer =
        vertx.setPeriodic(
            interval.toMillis(), tick -> socket.statistics().onSuccess(next -> last = next));
    socket.closed().onComplete(end -> stop());
  }

  /**
   * Registers the meters of a socket. Any thread.
   *
   * @param vertx its timer refreshes the meters
   * @param registry the registry for the meters
   * @param socket the socket
   * @param interval from one refresh to the next; whole milliseconds, above zero
   * @return completes with the meters when they are registered
   */
  public static Future<SocketMeters> bind(
      Vertx vertx, MeterRegistry registry, Socket socket, Duration interval) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(socket, "socket");
    Durations.aboveZero(interval, "interval");
    return socket
        .statistics()
        .map(first -> new SocketMeters(vertx, registry, socket, first, interval));
  }

  /** Removes the meters from the registry. Idempotent. Any thread. */
  public void stop() {
    vertx.cancelTimer(timer);
    synchronized (meters) {
      meters.forEach(registry::remove);
      meters.clear();
    }
  }

  private void register() {
    Tags tags =
        Tags.of(
            "socket", last.name(), "protocol", last.protocol(), "id", String.valueOf(last.id()));
    counter("scapro.messages.sent", tags, SocketStatistics::written);
    counter("scapro.messages.received", tags, SocketStatistics::received);
    counter("scapro.messages.delivered", tags, SocketStatistics::delivered);
    counter("scapro.messages.filtered", tags, SocketStatistics::filtered);
    counter("scapro.bytes.sent", tags, SocketStatistics::writtenBytes);
    counter("scapro.bytes.received", tags, SocketStatistics::receivedBytes);
    for (DropReason reason : DropReason.values()) {
      counter("scapro.drops", tags.and("reason", reason.name()), s -> s.dropped(reason));
    }
    for (SocketEvent.Type type : SocketEvent.Type.values()) {
      counter("scapro.connections", tags.and("event", type.name()), s -> s.happened(type));
    }
    gauge("scapro.pipes", tags, SocketStatistics::pipes);
    gauge("scapro.queued.send", tags, SocketStatistics::queuedToSend);
    gauge("scapro.queued.deliver", tags, SocketStatistics::queuedToDeliver);
    gauge("scapro.roundtrip.mean", tags, s -> s.roundTrips().meanNanos() / NANOS);
  }

  private void counter(String name, Tags tags, ToDoubleFunction<SocketStatistics> value) {
    meters.add(
        FunctionCounter.builder(name, this, from -> value.applyAsDouble(from.last))
            .tags(tags)
            .register(registry));
  }

  private void gauge(String name, Tags tags, ToDoubleFunction<SocketStatistics> value) {
    meters.add(
        Gauge.builder(name, this, from -> value.applyAsDouble(from.last))
            .tags(tags)
            .strongReference(true)
            .register(registry));
  }
}
