package io.scapro.transport;

import io.scapro.Address;
import io.scapro.Link;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Set;

/**
 * {@code inproc://name}: SP between sockets of one Vertx, over its event bus.
 *
 * <pre>
 *   bind      registers scapro.inproc.NAME
 *   connect   requests it with a Hello that carries a private address; the reply carries the
 *             other, and is confirmed
 *   then      each side sends frames to the other's private address
 * </pre>
 *
 * <p>Names are those of one Vertx, letter case matters, and any text but none will do. Buffers are
 * not copied: sender and receivers share them, so treat a body as read-only. Because the bus has no
 * flow control and discards what a slow consumer leaves, an {@link InprocPipe} sends only what its
 * peer gave credit for. Connecting before binding works: the connector tries again.
 */
public final class InprocTransport implements Transport {

  private static final String PREFIX = "scapro.inproc.";
  private static final String CONFIRMED = "confirmed";

  /** Opens a pipe: what a connecting socket is, and where it listens. */
  record Hello(int id, String address, int creditMessages, int creditBytes) {}

  @Override
  public Set<String> schemes() {
    return Set.of("inproc");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    check(address);
    BoundAddresses.claim(link, address);
    Promise<Binding> bound = Promise.promise();
    link.context()
        .runOnContext(
            go -> {
              InprocCodec.register(link.vertx());
              MessageConsumer<Hello> consumer =
                  link.vertx().eventBus().localConsumer(PREFIX + address.rest());
              consumer.handler(request -> accept(link, address, request));
              consumer
                  .completion()
                  .onComplete(
                      registered -> bound.complete(new InprocBinding(link, address, consumer)),
                      bound::fail);
            });
    return bound.future();
  }

  private static void accept(Link link, Address address, Message<Hello> request) {
    Object body = request.body();
    if (!(body instanceof Hello hello)) {
      request.fail(
          Reason.PROTOCOL.ordinal(), "expected an SP peer, got a message on the event bus");
    } else if (!link.admit()) {
      request.fail(Reason.LIMIT.ordinal(), "expected fewer peers at " + address);
    } else if (!link.identity().accepts(hello.id())) {
      SpException mismatch =
          new SpException(
              Reason.PROTOCOL,
              "expected a peer of type %s (0x%04x) for this %s, got type 0x%04x"
                  .formatted(
                      link.identity().peerName(),
                      link.identity().peerId(),
                      link.identity().name(),
                      hello.id()));
      request.fail(Reason.PROTOCOL.ordinal(), mismatch.getMessage());
      link.rejected(mismatch);
    } else {
      InprocPipe pipe = new InprocPipe(link, address.toString());
      pipe.open()
          .onSuccess(
              opened -> {
                pipe.connectedTo(hello);
                confirm(link, request, pipe);
              });
    }
  }

  /** Answers, and accepts the peer only if it still waits for the answer. */
  private static void confirm(Link link, Message<Hello> request, InprocPipe pipe) {
    request
        .replyAndRequest(
            pipe.hello(link.identity()),
            options().setSendTimeout(link.options().handshakeTimeout().toMillis()))
        .onComplete(
            confirmed -> link.host().execute(() -> link.accepted(pipe)),
            gone -> {
              pipe.forget();
              link.rejected(
                  new SpException(Reason.DISCONNECTED, "the peer left during the handshake", gone));
            });
  }

  @Override
  public Connector connector(Link link, Address address) {
    check(address);
    return new InprocConnector(link, address);
  }

  private static void check(Address address) {
    if (address.rest().isEmpty()) {
      throw address.bad("a name, as inproc://name");
    }
  }

  static DeliveryOptions options() {
    return new DeliveryOptions().setLocalOnly(true).setCodecName(InprocCodec.NAME);
  }

  private record InprocBinding(Link link, Address address, MessageConsumer<Hello> consumer)
      implements Binding {

    @Override
    public Future<Void> close() {
      BoundAddresses.free(link, address);
      return consumer.unregister();
    }
  }

  private record InprocConnector(Link link, Address address) implements Connector {

    @Override
    public Future<Pipe> connect() {
      Promise<Pipe> connected = Promise.promise();
      link.context().runOnContext(go -> connect(connected));
      return connected.future();
    }

    private void connect(Promise<Pipe> connected) {
      Vertx vertx = link.vertx();
      InprocCodec.register(vertx);
      InprocPipe pipe = new InprocPipe(link, address.toString());
      pipe.open()
          .compose(
              opened ->
                  vertx
                      .eventBus()
                      .<Hello>request(
                          PREFIX + address.rest(),
                          pipe.hello(link.identity()),
                          options().setSendTimeout(link.options().handshakeTimeout().toMillis())))
          .onComplete(
              reply ->
                  link.host()
                      .execute(
                          () -> {
                            reply.reply(CONFIRMED, options());
                            pipe.connectedTo(reply.body());
                            connected.complete(pipe);
                          }),
              failure -> {
                pipe.forget();
                connected.fail(meaning(failure));
              });
    }

    private SpException meaning(Throwable failure) {
      if (failure instanceof ReplyException reply) {
        if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
          return new SpException(Reason.REFUSED, "expected a socket bound to " + address);
        }
        if (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
          return new SpException(Reason.values()[reply.failureCode()], reply.getMessage());
        }
        if (reply.failureType() == ReplyFailure.TIMEOUT) {
          return new SpException(Reason.TIMEOUT, "expected an answer from " + address, failure);
        }
      }
      return new SpException(Reason.FAILED, "connect to " + address + ": " + failure, failure);
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
