package io.scapro.simulation.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.BodyPool;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.spi.Transport;
import io.scapro.transport.stream.NearLink;
import io.scapro.transport.stream.StreamHandler;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code sim://name}: byte streams of a {@link Network}, with the real handshake and framing. The
 * pipes of {@code simfar://name} live on another event loop than their socket.
 */
public final class SimTransport implements Transport {

  @Override
  public Set<String> schemes() {
    return Set.of("sim", "simfar");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    Bound bound = new Bound(place(link, address), address);
    return bound.at.home.network().listen(address.rest(), bound)
        ? Future.succeededFuture(bound)
        : Future.failedFuture(
            new SpException(
                Reason.ADDRESS_IN_USE, "expected a free address, got " + address + "; do: close"));
  }

  @Override
  public Connector connector(Link link, Address address) {
    return new Dial(place(link, address), address);
  }

  private static Place place(Link link, Address address) {
    SimHost home = (SimHost) link.host();
    if (address.scheme().equals("sim")) {
      return new Place(home, home, link);
    }
    return new Place(home, home.far(), new NearLink(link, home.far(), new BodyPool(false)));
  }

  /** Where the pipes of an endpoint live; its open streams. */
  private static final class Place {
    private final SimHost home;
    private final SimHost host;
    private final Link link;
    private final Map<SimChannel, Handler<Duration>> streams = new LinkedHashMap<>();
    private Promise<Void> drained;

    Place(SimHost home, SimHost host, Link link) {
      this.home = home;
      this.host = host;
      this.link = link;
    }

    Future<Pipe> open(SimChannel channel, Duration within) {
      new SimLoop(host.loop()).register(channel);
      channel.pipeline().addLast("handler", new Rest());
      streams.put(channel, time -> {});
      channel.closeFuture().addListener(closed -> closed(channel));
      return StreamHandler.open(socket(channel), link, within);
    }

    private NetSocketInternal socket(SimChannel channel) {
      ChannelHandlerContext last = channel.pipeline().context("handler");
      return (NetSocketInternal)
          SimVertx.proxy(
              (method, arguments) -> onSocket(channel, last, method.getName(), arguments),
              NetSocketInternal.class);
    }

    @SuppressWarnings("unchecked")
    private Object onSocket(
        SimChannel channel, ChannelHandlerContext last, String method, Object[] arguments) {
      switch (method) {
        case "channelHandlerContext":
          return last;
        case "remoteAddress":
          return SocketAddress.inetSocketAddress(1, "sim");
        case "shutdownHandler":
          streams.replace(channel, (Handler<Duration>) arguments[0]);
          return null;
        default:
          throw new UnsupportedOperationException("NetSocket." + method);
      }
    }

    private void closed(SimChannel channel) {
      streams.remove(channel);
      drain();
    }

    private void drain() {
      Promise<Void> done = drained;
      if (done != null && streams.isEmpty()) {
        drained = null;
        home.execute(done::complete);
      }
    }

    /** Ends handshakes; completes when the streams are closed, or closes them after the grace. */
    Future<Void> shutdown() {
      Promise<Void> done = Promise.promise();
      Duration grace = StreamHandler.grace(link);
      host.execute(
          () -> {
            drained = done;
            List.copyOf(streams.values()).forEach(each -> each.handle(grace));
            Host.Timer patience =
                host.after(
                    grace, () -> List.copyOf(streams.keySet()).forEach(each -> each.close()));
            done.future().onComplete(over -> host.execute(patience::cancel));
            drain();
          });
      return done.future();
    }
  }

  /** The place of the handler of Vert.x, which gets what the stream does not take. */
  private static final class Rest extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // the stream has reported it
    }
  }

  private static final class Bound implements Binding, Network.Listener {
    private final Place at;
    private final Address address;

    Bound(Place at, Address address) {
      this.at = at;
      this.address = address;
    }

    @Override
    public int node() {
      return at.home.node();
    }

    @Override
    public void accept(Connection connection) {
      Lane lane = at.host.loop();
      lane.execute(() -> accepted(connection.channel(lane, false)));
    }

    private void accepted(SimChannel channel) {
      Link link = at.link;
      if (!link.beginHandshake()) {
        new SimLoop(at.host.loop()).register(channel);
        channel.close();
        return;
      }
      at.open(channel, link.options().getHandshakeTimeout())
          .onComplete(link::accepted, failure -> link.rejected(Failures.of(failure, "handshake")));
    }

    @Override
    public Address address() {
      return address;
    }

    @Override
    public Future<Void> close() {
      at.home.network().free(address.rest(), this);
      return at.shutdown();
    }
  }

  private static final class Dial implements Connector {
    private final Place at;
    private final Address address;
    private Promise<Pipe> current;

    Dial(Place at, Address address) {
      this.at = at;
      this.address = address;
    }

    @Override
    public Future<Pipe> connect() {
      Promise<Pipe> attempt = Promise.promise();
      current = attempt;
      SimHost host = at.host;
      Duration within = at.link.options().getHandshakeTimeout();
      host.execute(() -> dial(attempt, within, host.nanoTime()));
      return attempt.future();
    }

    private void dial(Promise<Pipe> attempt, Duration within, long start) {
      Host.Timer late = at.host.after(within, () -> attempt.tryFail(failure(Reason.TIMEOUT)));
      attempt.future().onComplete(done -> at.host.execute(late::cancel));
      Lane lane = at.host.loop();
      at.home
          .network()
          .dial(
              address.rest(),
              new Network.Dialer() {
                @Override
                public int node() {
                  return at.home.node();
                }

                @Override
                public void connected(Connection connection) {
                  if (lane.isDead()) {
                    connection.leave();
                    return;
                  }
                  lane.execute(
                      () ->
                          opened(
                              attempt,
                              connection.channel(lane, true),
                              within.minusNanos(at.host.nanoTime() - start)));
                }

                @Override
                public void refused() {
                  lane.execute(() -> attempt.tryFail(failure(Reason.REFUSED)));
                }
              });
    }

    private void opened(Promise<Pipe> attempt, SimChannel channel, Duration within) {
      if (attempt.future().isComplete() || within.isNegative() || within.isZero()) {
        new SimLoop(at.host.loop()).register(channel);
        channel.close();
        attempt.tryFail(failure(Reason.TIMEOUT));
        return;
      }
      at.open(channel, within)
          .onComplete(
              pipe -> {
                if (!attempt.tryComplete(pipe)) {
                  pipe.abort();
                }
              },
              attempt::tryFail);
    }

    private SpException failure(Reason reason) {
      return new SpException(reason, "expected a connection to " + address + ", got none");
    }

    @Override
    public Future<Void> close() {
      if (current != null) {
        current.tryFail(failure(Reason.CLOSED));
      }
      return at.shutdown();
    }
  }
}
