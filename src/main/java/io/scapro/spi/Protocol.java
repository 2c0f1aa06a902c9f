package io.scapro.spi;

import io.scapro.Identity;
import io.scapro.Nearest;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * A protocol by name, for a command line or a configuration. Protocols are found with {@link
 * ServiceLoader}: each {@link Provider} lists its own.
 *
 * @param identity its name and numbers
 * @param opener opens a socket on the calling context, with options as JSON
 */
public record Protocol(Identity identity, BiFunction<Vertx, JsonObject, Socket> opener) {

  private static final TreeMap<String, Protocol> BY_NAME = load();

  /**
   * Checks that no component is null.
   *
   * @param identity see {@link #identity}
   * @param opener see {@link #opener}
   */
  public Protocol {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(opener, "opener");
  }

  /**
   * Lists protocols. Name the class in {@code META-INF/services/io.scapro.spi.Protocol$Provider}.
   */
  public interface Provider {
    /** {@return the protocols of this provider} */
    List<Protocol> protocols();
  }

  /** {@return every protocol on the class path or module path, sorted by name} */
  public static List<Protocol> all() {
    return List.copyOf(BY_NAME.values());
  }

  /**
   * {@return the protocol with a name}
   *
   * @param name such as {@code rep}
   * @throws SpException UNSUPPORTED when there is no such protocol
   */
  public static Protocol of(String name) {
    Objects.requireNonNull(name, "name");
    Protocol protocol = BY_NAME.get(name);
    if (protocol == null) {
      throw new SpException(
          Reason.UNSUPPORTED, Nearest.unknown("protocol", name, BY_NAME.keySet()));
    }
    return protocol;
  }

  /** {@return the name, such as {@code rep}} */
  public String name() {
    return identity.name();
  }

  /**
   * Opens a socket on the calling context.
   *
   * @param vertx the Vertx of the socket
   * @param options of the socket, as JSON
   * @return the open socket
   * @throws IllegalArgumentException an unknown option, or an invalid value
   */
  public Socket open(Vertx vertx, JsonObject options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return opener.apply(vertx, options);
  }

  private static TreeMap<String, Protocol> load() {
    TreeMap<String, Protocol> result = new TreeMap<>();
    for (Provider provider : ServiceLoader.load(Provider.class, Provider.class.getClassLoader())) {
      provider.protocols().forEach(protocol -> result.put(protocol.name(), protocol));
    }
    return result;
  }
}
