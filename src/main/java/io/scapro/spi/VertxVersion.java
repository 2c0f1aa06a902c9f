package io.scapro.spi;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Checks that the version of Vert.x is supported: 5.1 or newer. */
public final class VertxVersion {

  /** Public API of Vert.x since 5.1. */
  private static final String SINCE_5_1 = "io.vertx.core.net.TcpConfig";

  private static final boolean SUPPORTED = exists(SINCE_5_1);

  private VertxVersion() {}

  /**
   * Checks the version. May be called from any thread.
   *
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static void check() {
    if (!SUPPORTED) {
      throw unsupported();
    }
  }

  /** {@return whether Vert.x is 5.1 or newer} */
  public static boolean isSupported() {
    return SUPPORTED;
  }

  /** {@return the error of an older Vert.x} */
  public static IllegalStateException unsupported() {
    return new IllegalStateException(
        "expected Vert.x 5.1 or newer, got "
            + found()
            + "; do: depend on io.vertx:vertx-core 5.1 or newer");
  }

  private static boolean exists(String type) {
    try {
      Class.forName(type, false, VertxVersion.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The version in the jar of Vert.x; only for the message. */
  private static String found() {
    try (InputStream in = Vertx.class.getResourceAsStream("/META-INF/vertx/vertx-version.txt")) {
      return in == null
          ? "an older one"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "an older one";
    }
  }
}
