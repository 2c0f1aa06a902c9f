package io.scapro.spi;

import io.scapro.Address;
import io.scapro.Nearest;
import io.scapro.Reason;
import io.scapro.SpException;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The transports on the class path or module path, by scheme. */
public final class Transports {

  private static final Map<String, Transport> BY_SCHEME = load();

  private Transports() {}

  /**
   * {@return the transport for the scheme of an address}
   *
   * @param address the address
   * @throws SpException UNSUPPORTED when no transport serves the scheme
   */
  public static Transport of(Address address) {
    Objects.requireNonNull(address, "address");
    Transport transport = BY_SCHEME.get(address.scheme());
    if (transport == null) {
      throw new SpException(
          Reason.UNSUPPORTED,
          Nearest.unknown("transport", address.scheme(), BY_SCHEME.keySet()) + " in " + address);
    }
    return transport;
  }

  private static Map<String, Transport> load() {
    Map<String, Transport> result = new TreeMap<>();
    for (Transport transport :
        ServiceLoader.load(Transport.class, Transport.class.getClassLoader())) {
      transport.schemes().forEach(scheme -> result.put(scheme, transport));
    }
    return result;
  }
}
