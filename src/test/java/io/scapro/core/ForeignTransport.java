package io.scapro.core;

import io.scapro.Address;
import io.scapro.CommonOptions;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.SpException;
import io.scapro.spi.BodyPool;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.PeerDraft;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import io.scapro.spi.Transport;
import io.scapro.transport.ipc.IpcTransport;
import io.scapro.transport.tcp.TcpTransport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code foreign://host:port} and {@code foreignipc://path}: tcp and ipc whose pipes live on
 * another event loop than their socket; {@code foreignstuck://host:port}: one that is never
 * released.
 */
public final class ForeignTransport implements Transport {

  private final Transport tcp = new TcpTransport();
  private final Transport ipc = new IpcTransport();

  private Transport of(Address address) {
    return address.scheme().equals("foreignipc") ? ipc : tcp;
  }

  private static Address near(Address address) {
    return new Address(address.scheme().equals("foreignipc") ? "ipc" : "tcp", address.rest());
  }

  /** The event loops on which peers were accepted. */
  static final Set<Thread> LOOPS = ConcurrentHashMap.newKeySet();

  @Override
  public Set<String> schemes() {
    return Set.of("foreign", "foreignipc", "foreignstuck");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    return elsewhere(link)
        .compose(far -> of(address).bind(far, near(address)))
        .map(bound -> new ForeignBinding(address.scheme(), bound, label(link)));
  }

  @Override
  public Connector connector(Link link, Address address) {
    Future<Connector> connector =
        elsewhere(link).map(far -> of(address).connector(far, near(address)));
    return new Connector() {
      @Override
      public Future<Pipe> connect() {
        return connector.compose(Connector::connect);
      }

      @Override
      public String security() {
        return label(link);
      }

      @Override
      public Future<Void> close() {
        return connector.compose(Connector::close);
      }
    };
  }

  private static String label(Link link) {
    return link.options().get(ForeignOptions.class).getLabel();
  }

  private static Future<Link> elsewhere(Link link) {
    Promise<Link> promise = Promise.promise();
    ((VertxInternal) link.vertx())
        .createEventLoopContext()
        .runOnContext(
            go -> {
              if (link.host().inLoop()) {
                elsewhere(link).onComplete(promise); // the next context is on the next loop
              } else {
                promise.complete(new FarLink(link, VertxHost.of(link.vertx())));
              }
            });
    return promise.future();
  }

  private record ForeignBinding(String scheme, Binding near, String security) implements Binding {
    @Override
    public Address address() {
      return new Address(scheme, near.address().rest());
    }

    @Override
    public Future<Void> close() {
      Future<Void> closed = near.close();
      return scheme.equals("foreignstuck") ? Promise.<Void>promise().future() : closed;
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
    public Endpoint endpoint() {
      return link.endpoint();
    }

    @Override
    public EndpointOptions options() {
      return link.options();
    }

    @Override
    public CommonOptions<?> socketOptions() {
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
      LOOPS.add(Thread.currentThread());
      link.accepted(pipe);
    }

    @Override
    public boolean beginHandshake() {
      return link.beginHandshake();
    }

    @Override
    public Future<Void> admit(PeerDraft draft) {
      return link.admit(draft);
    }

    @Override
    public void rejected(SpException cause) {
      link.rejected(cause);
    }

    @Override
    public void turnedAway(SpException cause) {
      link.turnedAway(cause);
    }
  }
}
