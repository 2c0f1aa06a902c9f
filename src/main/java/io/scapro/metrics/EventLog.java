package io.scapro.metrics;

import io.scapro.OpenSockets;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of the sockets of a Vertx since the last snapshot: the first {@link #MOST}, and the
 * number of further ones. Safe from any thread.
 */
final class EventLog {

  /** Maximum number of events in a snapshot; limited because anybody can cause events. */
  static final int MOST = 256;

  private final Clock clock;
  private final Runnable end;
  private List<JsonObject> events = new ArrayList<>();
  private long leftOut;

  EventLog(Vertx vertx, Clock clock) {
    this.clock = clock;
    this.end = OpenSockets.observe(vertx, this::add);
  }

  private synchronized void add(Socket socket, SocketEvent event) {
    if (events.size() < MOST) {
      events.add(toJson(socket, event));
    } else {
      leftOut++;
    }
  }

  /** Moves {@code events} and {@code eventsLeftOut} to {@code snapshot}. */
  synchronized void moveTo(JsonObject snapshot) {
    snapshot.put("events", new JsonArray(events)).put("eventsLeftOut", leftOut);
    events = new ArrayList<>();
    leftOut = 0;
  }

  void stop() {
    end.run();
  }

  private JsonObject toJson(Socket socket, SocketEvent event) {
    JsonObject json =
        new JsonObject()
            .put("time", clock.instant().toString())
            .put("socket", socket.id())
            .put("name", socket.name())
            .put("protocol", socket.identity().name())
            .put("type", event.type().name());
    event.endpoint().ifPresent(endpoint -> json.put("endpoint", endpoint.address().toString()));
    event
        .peer()
        .ifPresent(pipe -> json.put("pipe", pipe.id()).put("remoteAddress", pipe.remoteAddress()));
    event
        .cause()
        .ifPresent(
            cause -> json.put("reason", cause.reason().name()).put("cause", cause.getMessage()));
    event
        .dropReason()
        .ifPresent(reason -> json.put("dropReason", reason.name()).put("count", event.count()));
    return json;
  }
}
