package io.scapro.spi;

import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.ServiceLoader;

/** Finds the engine that sockets run on. */
public final class Engines {

  private static final Engine.Provider PROVIDER =
      ServiceLoader.load(Engine.Provider.class, Engine.Provider.class.getClassLoader())
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "expected META-INF/services/io.scapro.spi.Engine$Provider on the class path,"
                          + " got none; do: keep the files of META-INF/services of every jar when"
                          + " you make one jar of several"));

  private Engines() {}

  /**
   * {@return the host for sockets created by the calling thread: its Vert.x context, or a new one}
   *
   * @param vertx the Vertx of the sockets
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static Host host(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    VertxVersion.check();
    return vertx instanceof Host.Provider own ? own.host() : PROVIDER.host(vertx);
  }

  static Engine.Provider provider() {
    return PROVIDER;
  }
}
