package io.scapro.verticle.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import org.jspecify.annotations.Nullable;

/** Which sockets delivered last to an address where nobody listens. Safe from any thread. */
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

  /** Somebody is there, or the socket delivers no more. */
  void forget(int socket) {
    if (!addresses.isEmpty()) { // nearly always: then nothing is locked or looked up
      addresses.remove(socket);
    }
  }

  /** Where {@code socket} finds nobody; null when all is well as far as is known. */
  public @Nullable String address(int socket) {
    return addresses.get(socket);
  }
}
