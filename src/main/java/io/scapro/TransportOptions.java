package io.scapro;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The options of a transport, as part of {@link EndpointOptions}.
 *
 * <p>An author of a transport writes a public subclass and names it in {@code
 * META-INF/services/io.scapro.TransportOptions}. It has a public constructor without arguments that
 * sets the defaults. Applications pass the options to {@link EndpointOptions#with}, or as JSON
 * under their {@link #key}. The transport reads them with {@link EndpointOptions#get}.
 *
 * @param <S> the subclass, so that setters can be chained
 */
public abstract class TransportOptions<S extends TransportOptions<S>> extends Options<S> {

  /**
   * {@return the key in the JSON of an endpoint, such as {@code tcp}; constant, and different from
   * that of every other class}
   */
  public abstract String key();

  /** The defaults of every registered class, by key. Unmodifiable. */
  static Map<String, TransportOptions<?>> registered() {
    return Registered.BY_KEY;
  }

  /** Loads all registered classes at the first call of {@link #registered}. */
  private static final class Registered {

    static final Map<String, TransportOptions<?>> BY_KEY = load();

    private static Map<String, TransportOptions<?>> load() {
      Map<String, TransportOptions<?>> result = new LinkedHashMap<>();
      for (TransportOptions<?> each :
          ServiceLoader.load(TransportOptions.class, TransportOptions.class.getClassLoader())) {
        TransportOptions<?> other = result.put(each.key(), each);
        if (other != null) {
          throw new ServiceConfigurationError(
              "expected one class of transport options with the key \"%s\", got %s and %s"
                  .formatted(each.key(), other.getClass().getName(), each.getClass().getName()));
        }
      }
      return Collections.unmodifiableMap(result);
    }
  }
}
