package io.scapro.transport.tls;

import io.scapro.spi.HostPort;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.spi.Transport.Connector;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects with TLS when the files were read; each attempt tries to read them until it succeeds.
 */
public final class ProtectedConnector implements Connector {

  private final Link link;
  private final HostPort to;
  private final Function<Tls, Connector> connectors;
  private @Nullable Tls tls;
  private @Nullable Connector connector;
  private boolean closed;

  public ProtectedConnector(Link link, HostPort to, Function<Tls, Connector> connectors) {
    this.link = link;
    this.to = to;
    this.connectors = connectors;
  }

  @Override
  public Future<Pipe> connect() {
    if (connector != null) {
      return connector.connect();
    }
    return link.vertx().executeBlocking(() -> Tls.ofConnector(link, to)).compose(this::connectWith);
  }

  private Future<Pipe> connectWith(Tls ready) {
    if (closed) {
      ready.close();
      return Future.failedFuture("closed");
    }
    tls = ready;
    connector = connectors.apply(ready);
    return connector.connect();
  }

  @Override
  public String security() {
    return tls == null ? "TLS" : tls.description();
  }

  @Override
  public Future<Void> reload() {
    return tls == null ? Future.succeededFuture() : tls.reload();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    if (tls != null) {
      tls.close();
    }
    return connector == null ? Future.succeededFuture() : connector.close();
  }
}
