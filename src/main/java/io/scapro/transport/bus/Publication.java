package io.scapro.transport.bus;

import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.Transport;
import io.scapro.transport.ClusterOptions;
import io.vertx.core.Future;
import io.vertx.core.shareddata.AsyncMap;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address in a map of the cluster, renewed as long as its node lives. Runs on the event loop.
 */
final class Publication {

  private final Host host;
  private final Transport.Binding binding;
  private final AsyncMap<String, String> map;
  private final String key = UUID.randomUUID().toString();
  private final Duration heartbeat;
  private final long life;
  private Future<Void> put = Future.succeededFuture();
  private Host.@Nullable Timer next;
  private boolean withdrawn;

  Publication(Link link, Transport.Binding binding, AsyncMap<String, String> map) {
    this.host = link.host();
    this.binding = binding;
    this.map = map;
    ClusterOptions options = link.options().get(ClusterOptions.class);
    this.heartbeat = options.getHeartbeat();
    this.life = options.getPatience().toMillis();
  }

  /** The binding of the published address. */
  Transport.Binding binding() {
    return binding;
  }

  Future<Publication> begin() {
    return renew().map(this);
  }

  private Future<Void> renew() {
    put = map.put(key, binding.address().toString(), life);
    put.onComplete(
        done ->
            host.execute(
                () -> {
                  if (!withdrawn) {
                    next = host.after(heartbeat, this::renew);
                  }
                }));
    return put;
  }

  /**
   * Removes the address from the map, after pending renewals, so that none of them adds it again.
   */
  Future<Void> withdraw() {
    withdrawn = true;
    if (next != null) {
      next.cancel();
    }
    return put.transform(done -> map.remove(key)).mapEmpty();
  }
}
