package io.scapro;

import io.scapro.transport.TcpTransport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Set;

/** {@code foreign://host:port}: tcp whose pipes live on another event loop than their socket. */
public final class ForeignTransport implements Transport {

  private final TcpTransport tcp = new TcpTransport();

  @Override
  public Set<String> schemes() {
    return Set.of("foreign");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    return elsewhere(link)
        .compose(far -> tcp.bind(far, new Address("tcp", address.rest())))
        .map(bound -> new ForeignBinding(bound));
  }

  @Override
  public Connector connector(Link link, Address address) {
    Future<Connector> connector =
        elsewhere(link).map(far -> tcp.connector(far, new Address("tcp", address.rest())));
    return new Connector() {
      @Override
      public Future<Pipe> connect() {
        return connector.compose(Connector::connect);
      }

      @Override
      public Future<Void> close() {
        return connector.compose(Connector::close);
      }
    };
  }

  private static Future<Link> elsewhere(Link link) {
    Promise<Link> promise = Promise.promise();
    ((VertxInternal) link.vertx())
        .createEventLoopContext()
        .runOnContext(go -> promise.complete(new FarLink(link, VertxHost.of(link.vertx()))));
    return promise.future();
  }

  private record ForeignBinding(Binding tcp) implements Binding {
    @Override
    public Address address() {
      return new Address("foreign", tcp.address().rest());
    }

    @Override
    public Future<Void> close() {
      return tcp.close();
    }
  }

  private record FarLink(Link link, VertxHost far) implements Link {
    @Override
    public Vertx vertx() {
      return link.vertx();
    }

    @Override
    public Context context() {
      return far.network();
    }

    @Override
    public Host host() {
      return far;
    }

    @Override
    public Identity identity() {
      return link.identity();
    }

    @Override
    public EndpointOptions options() {
      return link.options();
    }

    @Override
    public SocketOptions<?> socketOptions() {
      return link.socketOptions();
    }

    @Override
    public BodyPool bodies() {
      return new BodyPool(false);
    }

    @Override
    public ReceiveBudget budget() {
      return link.budget();
    }

    @Override
    public void accepted(Pipe pipe) {
      link.accepted(pipe);
    }

    @Override
    public boolean admit() {
      return link.admit();
    }

    @Override
    public void rejected(SpException cause) {
      link.rejected(cause);
    }
  }
}
