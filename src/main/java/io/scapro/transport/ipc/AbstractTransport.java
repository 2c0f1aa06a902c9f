package io.scapro.transport.ipc;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.BoundAddresses;
import io.scapro.spi.Failures;
import io.scapro.spi.Link;
import io.scapro.spi.Transport;
import io.scapro.transport.route.Route;
import io.scapro.transport.stream.Opener;
import io.scapro.transport.stream.StreamConnector;
import io.scapro.transport.stream.StreamHandler;
import io.scapro.transport.stream.StreamListener;
import io.vertx.core.Future;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * {@code abstract://name}: as ipc, with a name in the Linux kernel instead of a file; as nng has
 * it. The name is removed with its owner and has no permissions: every user of the machine may
 * connect.
 *
 * <p>Needs Linux and Vert.x's native transport. In the name {@code %xx} is any byte; all bytes
 * together must be UTF-8. See docs/wire.md, section 3.
 */
public final class AbstractTransport implements Transport {

  /** Maximum length of a name in bytes, as Netty limits it; Linux allows one byte more. */
  public static final int MOST = 106;

  private static final String FORM = "a name, as abstract://name, with %xx for special characters";

  @Override
  public Set<String> schemes() {
    return Set.of("abstract");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    SocketAddress at = at(link, address);
    Address name = new Address("abstract", at.path());
    BoundAddresses.claim(link, name);
    return StreamListener.listen(link, new NetServerOptions(), at, opener(link, address))
        .<Binding>map(
            server -> new AbstractBinding(address, new StreamListener.Bound(link, server, name)))
        .recover(
            failure -> {
              BoundAddresses.free(link, name);
              return Future.failedFuture(Failures.of(failure, "bind " + address));
            });
  }

  private record AbstractBinding(Address address, StreamListener.Bound server) implements Binding {
    @Override
    public Future<Void> close() {
      return server.close();
    }
  }

  @Override
  public Connector connector(Link link, Address address) {
    return new StreamConnector(
        link,
        new NetClientOptions(),
        Route.to(at(link, address), failure -> Failures.of(failure, "connect to " + address)),
        opener(link, address));
  }

  private static Opener opener(Link link, Address address) {
    return (socket, within) -> StreamHandler.open(socket, link, within, true, address.toString());
  }

  private static SocketAddress at(Link link, Address address) {
    String name = name(address);
    if (!System.getProperty("os.name").equals("Linux")
        || !link.vertx().isNativeTransportEnabled()) {
      throw new SpException(
          Reason.UNSUPPORTED,
          ("expected Linux and the native transport of Vert.x for %s, got a Vertx without; do: add"
                  + " io.netty:netty-transport-native-epoll to the class path, with the"
                  + " classifier of this machine such as linux-x86_64, and make the Vertx with"
                  + " VertxOptions.setPreferNativeTransport(true)")
              .formatted(address));
    }
    return SocketAddress.domainSocketAddress('\0' + name);
  }

  private static String name(Address address) {
    byte[] bytes = decoded(address);
    if (bytes.length == 0 || bytes.length > MOST) {
      throw address.bad("a name of 1 to %d bytes, not %d".formatted(MOST, bytes.length));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw address.bad("a name in UTF-8");
    }
  }

  private static byte[] decoded(Address address) {
    byte[] coded = address.rest().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream result = new ByteArrayOutputStream(coded.length);
    for (int i = 0; i < coded.length; i++) {
      if (coded[i] != '%') {
        result.write(coded[i]);
        continue;
      }
      int high = i + 2 < coded.length ? Character.digit(coded[i + 1], 16) : -1;
      int low = i + 2 < coded.length ? Character.digit(coded[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw address.bad(FORM);
      }
      result.write(high << 4 | low);
      i += 2;
    }
    return result.toByteArray();
  }
}
