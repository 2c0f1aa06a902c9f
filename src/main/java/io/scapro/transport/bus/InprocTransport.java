package io.scapro.transport.bus;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Link;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;

/**
 * {@code inproc://name}: SP between sockets of one Vertx, over its event bus.
 *
 * <p>Names are unique within one Vertx, also in a cluster. Letter case matters. A name is any text
 * that is not empty. A body without an SP header is not copied: sender and receivers share the
 * buffer, so treat it as read-only. A body with an SP header (such as of REQ or PAIR1) is copied
 * once, behind its header.
 */
public final class InprocTransport extends BusTransport {

  private static final String PREFIX = "scapro.inproc.";

  public InprocTransport() {
    super("inproc");
  }

  @Override
  Bus bus(Link link, Address address) {
    InprocCodec.register(link.vertx());
    return new LocalBus(link, address);
  }

  @Override
  Future<Bus> busToBind(Link link, Address address) {
    return Future.succeededFuture(bus(link, address));
  }

  private record LocalBus(Link link, Address name) implements Bus {

    @Override
    public String address() {
      return PREFIX + name.rest();
    }

    @Override
    public Future<Registration> register(Handler<Message<Object>> peers) {
      return Names.register(link, name, address(), link.vertx().eventBus()::localConsumer, peers);
    }

    @Override
    public BusWire wire() {
      return new InprocWire(link);
    }

    @Override
    public SharedSecret secret() {
      return SharedSecret.NONE;
    }

    @Override
    public DeliveryOptions options() {
      return InprocWire.OPTIONS;
    }

    @Override
    public Object packed(BusFrame frame) {
      return frame;
    }

    @Override
    public BusFrame unpacked(Object body) {
      if (body instanceof BusFrame frame) {
        return frame;
      }
      throw new SpException(
          Reason.PROTOCOL,
          "expected a message of an SP socket from %s, got another message; do: use this name for SP sockets only"
              .formatted(name));
    }
  }
}
