package io.scapro.transport.bus;

import io.scapro.Address;
import io.scapro.spi.Link;
import io.scapro.transport.ClusterOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;

/**
 * {@code eventbus://name}: SP between the nodes of a Vert.x cluster, over its event bus, without
 * host and port. Also works within one Vertx; inproc is faster there.
 *
 * <p>A name belongs to one socket of the cluster, or to several sockets with {@code shared}; then
 * each connector gets one of them. When a node dies, messages that it has not taken are lost. The
 * pipe ends within {@link io.scapro.transport.ClusterOptions#patience}, usually at once. See
 * docs/cluster.md.
 */
public final class EventBusTransport extends BusTransport {

  private static final String PREFIX = "scapro.eventbus.";
  private static final DeliveryOptions OPTIONS = new DeliveryOptions();

  public EventBusTransport() {
    super("eventbus");
  }

  @Override
  Bus bus(Link link, Address address) {
    return new ClusteredBus(
        link, address, new SharedSecret(link.options().get(ClusterOptions.class).getSecretFile()));
  }

  @Override
  Future<Bus> busToBind(Link link, Address address) {
    return link.vertx().executeBlocking(() -> bus(link, address), false);
  }

  private record ClusteredBus(Link link, Address name, SharedSecret secret) implements Bus {

    @Override
    public String address() {
      return PREFIX + name.rest();
    }

    @Override
    public Future<Registration> register(Handler<Message<Object>> peers) {
      return BusName.register(link, name, address(), peers);
    }

    @Override
    public BusWire wire() {
      return new EventBusWire(link);
    }

    @Override
    public DeliveryOptions options() {
      return OPTIONS;
    }

    @Override
    public Object packed(BusFrame frame) {
      return BusFrameCodec.packed(frame);
    }

    @Override
    public BusFrame unpacked(Object body) {
      return BusFrameCodec.unpacked(body);
    }
  }
}
