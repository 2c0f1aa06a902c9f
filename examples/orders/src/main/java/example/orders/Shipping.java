package example.orders;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gives shipping jobs to workers, and takes their results. A job is sent when a worker can take it,
 * and sent again when its result is late: PUSH does not confirm, and a worker may be lost.
 */
final class Shipping {

  private final PushSocket jobs;
  private final PullSocket results;
  private final Queue<String> waiting = new ArrayDeque<>();
  private final Set<String> open = new LinkedHashSet<>(); // sent, and without a result
  private Set<String> late = Set.of(); // were open at the last check
  private boolean sending;

  /**
   * @param shipped called with the id of each result; may be called twice for one id
   */
  Shipping(Vertx vertx, Consumer<String> shipped) {
    // Small queues: a job waits here, where a free worker gets it, and not at a busy worker.
    jobs = PushSocket.create(vertx, new SocketOptions().setName("jobs").setSendBuffer(1));
    results = PullSocket.create(vertx, new SocketOptions().setName("results"));
    results.handler(
        result -> {
          String id = result.body().toString();
          open.remove(id);
          shipped.accept(id);
        });
  }

  Future<Endpoint> bindJobs(String url, EndpointOptions options) {
    return jobs.bind(url, options);
  }

  Future<Endpoint> bindResults(String url, EndpointOptions options) {
    return results.bind(url, options);
  }

  /** Sends the job {@code id} when a worker can take it. */
  void add(String id) {
    waiting.add(id);
    sendNext();
  }

  private void sendNext() {
    if (sending || waiting.isEmpty()) {
      return;
    }
    sending = true;
    String id = waiting.remove();
    open.add(id);
    jobs.send(Buffer.buffer(id))
        .onSuccess(
            taken -> {
              sending = false;
              sendNext();
            });
  }

  /** Sends jobs again that were open at the last call, and still are. Call it at an interval. */
  void sendLateAgain() {
    late.stream().filter(open::contains).filter(id -> !waiting.contains(id)).forEach(waiting::add);
    late = Set.copyOf(open);
    sendNext();
  }
}
