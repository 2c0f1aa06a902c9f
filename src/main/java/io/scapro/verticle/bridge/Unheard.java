package io.scapro.verticle.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import org.jspecify.annotations.Nullable;

/** The sockets whose last delivery to the event bus found no consumer. Thread-safe. */
public final class Unheard {

  private final LocalMap<Integer, String> addresses;

  private Unheard(LocalMap<Integer, String> addresses) {
    this.addresses = addresses;
  }

  public static Unheard of(Vertx vertx) {
    return new Unheard(vertx.sharedData().getLocalMap("io.scapro.unheard"));
  }

  void nobodyAt(int socket, String address) {
    addresses.put(socket, address);
  }

  /** A delivery found a consumer, or the socket delivers no more messages. */
  void forget(int socket) {
    if (!addresses.isEmpty()) { // usually empty: avoids the lookup
      addresses.remove(socket);
    }
  }

  /**
   * {@return the event-bus address at which the last delivery of {@code socket} found no consumer;
   * null if there is none}
   */
  public @Nullable String address(int socket) {
    return addresses.get(socket);
  }
}
