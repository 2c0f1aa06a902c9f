package io.scapro.transport.stream;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.spi.Transport.Connector;
import io.scapro.transport.route.AddressRace;
import io.scapro.transport.route.Route;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Connects byte streams to one address, or to the addresses of one name. A field holds the client
 * as long as its connections live; else it would be garbage-collected.
 */
public final class StreamConnector implements Connector {

  private final Link link;
  private final NetClientOptions options;
  private final Route to;
  private final Opener opener;
  private @Nullable NetClient client;
  private @Nullable Attempt current;
  private boolean closed;

  /**
   * @param to the addresses to connect to; closed with this connector
   * @param opener makes a pipe of a connection
   */
  public StreamConnector(Link link, NetClientOptions options, Route to, Opener opener) {
    this.link = link;
    this.options = options.setConnectTimeout(millis(link));
    this.to = to;
    this.opener = opener;
  }

  private static int millis(Link link) {
    return (int) Math.min(Integer.MAX_VALUE, link.options().getHandshakeTimeout().toMillis());
  }

  @Override
  public Future<Pipe> connect() {
    Promise<Pipe> connected = Promise.promise();
    link.context().runOnContext(go -> connect(connected));
    return connected.future();
  }

  private void connect(Promise<Pipe> connected) {
    if (closed) {
      connected.fail(closed());
      return;
    }
    Attempt attempt = new Attempt(connected);
    current = attempt;
    to.addresses().onComplete(attempt::found, attempt::unknown);
  }

  private static SpException closed() {
    return new SpException(Reason.CLOSED, "the endpoint was closed before it connected");
  }

  private NetClient client() {
    NetClient there = client == null ? link.vertx().createNetClient(options) : client;
    client = there;
    return there;
  }

  /** One attempt: a lookup and the race of the addresses. The handshake timeout starts with it. */
  private final class Attempt {
    private final Duration within = link.options().getHandshakeTimeout();
    private final long start = link.host().nanoTime();
    private final Promise<Pipe> connected;
    private final AddressRace<Pipe> race = new AddressRace<>(link.host(), this::dial);
    private final Host.Timer deadline = link.host().after(within, () -> unknown(unresolved()));

    Attempt(Promise<Pipe> connected) {
      this.connected = connected;
    }

    void found(List<SocketAddress> addresses) {
      deadline.cancel();
      if (!connected.future().isComplete()) {
        race.run(addresses)
            .onComplete(
                connected::tryComplete,
                failure -> connected.tryFail(to.unconnected(race.failures())));
      }
    }

    void unknown(Throwable failure) {
      deadline.cancel();
      connected.tryFail(to.unknown(failure));
    }

    void stop() {
      deadline.cancel();
      connected.tryFail(closed());
      race.stop(closed());
    }

    private AddressRace.Attempt<Pipe> dial(SocketAddress address) {
      Dial dial = new Dial(race, remaining());
      dial.start(address);
      return dial;
    }

    private Duration remaining() {
      return within.minusNanos(link.host().nanoTime() - start);
    }

    private TimeoutException unresolved() {
      return new TimeoutException(
          ("expected the addresses of the name within %d ms, got none; do: check the name server, and"
                  + " whether all workers of this Vertx are busy")
              .formatted(within.toMillis()));
    }

    private TimeoutException late() {
      return new TimeoutException(
          ("expected a connection within %d ms, got none; do: check the address, and whether the"
                  + " network drops packets to it")
              .formatted(within.toMillis()));
    }

    /** A connection to one address, from its first packet to its pipe. */
    private final class Dial implements AddressRace.Attempt<Pipe> {
      private final AddressRace<Pipe> race;
      private final Promise<Pipe> opened = Promise.promise();
      private final Host.Timer deadline;
      private @Nullable NetSocket socket;

      Dial(AddressRace<Pipe> race, Duration remaining) {
        this.race = race;
        Duration wait = remaining.isNegative() ? Duration.ZERO : remaining;
        this.deadline = link.host().after(wait, () -> opened.tryFail(late()));
      }

      void start(SocketAddress address) {
        try {
          client().connect(address).onComplete(this::connected, this::failed);
        } catch (RuntimeException e) { // an address family that this machine does not support
          failed(e);
        }
      }

      private void connected(NetSocket fresh) {
        deadline.cancel();
        if (opened.future().isComplete()) {
          fresh.close();
          return;
        }
        socket = fresh;
        race.connected(this, () -> shake(fresh));
      }

      private void shake(NetSocket fresh) {
        Duration remaining = remaining(); // less if it has waited for its turn
        if (remaining.isNegative() || remaining.isZero()) {
          opened.tryFail(late());
          fresh.close();
        } else {
          opener.open(fresh, remaining).onComplete(this::opened, opened::tryFail);
        }
      }

      private void failed(Throwable failure) {
        deadline.cancel();
        opened.tryFail(failure);
      }

      private void opened(Pipe pipe) {
        socket = null; // owned by the pipe
        if (!opened.tryComplete(pipe)) {
          pipe.abort();
        }
      }

      @Override
      public Future<Pipe> result() {
        return opened.future();
      }

      @Override
      public void abandon() {
        deadline.cancel();
        if (opened.tryFail(closed()) && socket != null) {
          socket.close();
        }
      }
    }
  }

  @Override
  public Future<Void> close() {
    closed = true;
    if (current != null) {
      current.stop();
    }
    to.close();
    return client == null ? Future.succeededFuture() : client.shutdown(StreamHandler.grace(link));
  }
}
