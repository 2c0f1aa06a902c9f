package io.scapro.transport.bus;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.BoundAddresses;
import io.scapro.spi.Failures;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.spi.Transport;
import io.scapro.wire.Handshake;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * SP on the event bus.
 *
 * <pre>
 *   bind      registers PREFIX.NAME
 *   connect   requests it with a Hello that carries a private address     ──▶
 *             an Answer carries the other address and proves the secret    ◀──
 *             a Proof does the same the other way                         ──▶
 *             a Welcome ends the handshake                                ◀──
 *   then      each side sends frames to the other's private address
 * </pre>
 *
 * <p>The bus has no flow control and drops messages for a slow consumer. Therefore a {@link
 * BusPipe} sends only up to the credit of its peer. Connecting before binding works: the connector
 * tries again.
 */
abstract class BusTransport implements Transport {

  /** The event bus, as seen by one endpoint. */
  interface Bus {

    /** Registers {@code peers} as the handler of messages to the endpoint's name. */
    Future<Registration> register(Handler<Message<Object>> peers);

    /** The bus address of the endpoint's name. */
    String address();

    /** A new wire. To be called on the link's context. */
    BusWire wire();

    SharedSecret secret();

    DeliveryOptions options();

    Object packed(BusFrame frame);

    /**
     * @throws SpException PROTOCOL when {@code body} is not a frame
     */
    BusFrame unpacked(Object body);
  }

  /** A registered name that can be released. */
  interface Registration {
    Future<Void> remove();
  }

  private final String scheme;

  BusTransport(String scheme) {
    this.scheme = scheme;
  }

  /** The bus for a connector. */
  abstract Bus bus(Link link, Address address);

  /** The bus for a listener; its files are read on a worker. */
  abstract Future<Bus> busToBind(Link link, Address address);

  @Override
  public Set<String> schemes() {
    return Set.of(scheme);
  }

  private void check(Address address) {
    if (address.rest().isEmpty()) {
      throw address.bad("a name, as " + scheme + "://name");
    }
  }

  private static <T> Future<T> onContext(Link link, Supplier<Future<T>> call) {
    Promise<T> done = Promise.promise();
    link.context()
        .runOnContext(
            go -> {
              try {
                call.get().onComplete(done);
              } catch (RuntimeException e) {
                done.fail(e);
              }
            });
    return done.future();
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    check(address);
    BoundAddresses.claim(link, address);
    return onContext(link, () -> register(link, address))
        .onFailure(failure -> BoundAddresses.free(link, address));
  }

  private Future<Binding> register(Link link, Address address) {
    return busToBind(link, address)
        .compose(
            bus ->
                bus.register(request -> new Reception(link, address, bus, request).begin())
                    .map(
                        registration -> new BusBinding(link, address, bus.secret(), registration)));
  }

  private record BusBinding(
      Link link, Address address, SharedSecret secret, Registration registration)
      implements Binding {

    @Override
    public String security() {
      return secret.description();
    }

    @Override
    public Future<Void> reload() {
      return secret.reload(link.vertx());
    }

    @Override
    public Future<Void> close() {
      BoundAddresses.free(link, address);
      return registration.remove();
    }
  }

  /** The handshake with a peer that connects. */
  private record Reception(Link link, Address address, Bus bus, Message<Object> request) {

    void begin() {
      BusFrame.Hello hello;
      try {
        hello = hello(request.body());
      } catch (RuntimeException e) { // also from unknown codecs
        request.fail(
            Reason.PROTOCOL.code(),
            "expected a handshake of an SP socket, got another message on the event bus");
        return;
      }
      if (!link.beginHandshake()) {
        request.fail(
            Reason.LIMIT.code(),
            ("expected room for one more peer at %s, got none; do: raise maxPipes or"
                    + " maxHandshakes there")
                .formatted(address));
      } else if (!link.identity().accepts(hello.id())) {
        SpException mismatch = mismatch(hello);
        request.fail(Reason.PROTOCOL.code(), mismatch.getMessage());
        link.rejected(mismatch);
      } else {
        answer(hello);
      }
    }

    private BusFrame.Hello hello(Object body) {
      if (bus.unpacked(body) instanceof BusFrame.Hello hello) {
        return hello;
      }
      throw new SpException(
          Reason.PROTOCOL,
          "expected the first handshake message of an SP socket, got another message");
    }

    private SpException mismatch(BusFrame.Hello hello) {
      return new SpException(Reason.PROTOCOL, Handshake.mismatch(link.identity(), hello.id()));
    }

    private void answer(BusFrame.Hello hello) {
      BusPipe pipe = new BusPipe(link, address.toString(), bus.wire());
      SharedSecret.Proofs proofs =
          bus.secret().between(hello, pipe.hello(link.identity(), bus.secret().nonce()));
      pipe.open()
          .compose(
              opened -> {
                link.host().execute(() -> pipe.connectedTo(hello));
                return request.replyAndRequest(
                    bus.packed(new BusFrame.Answer(proofs.bound(), proofs.ofBound())),
                    patient(link, bus));
              })
          .onComplete(
              proof -> link.host().execute(() -> admit(pipe, proofs, proof)),
              gone -> link.host().execute(() -> reject(pipe, meaning(address, gone))));
    }

    /** Sends the Welcome if the proof is right and the socket admits the peer. */
    private void admit(BusPipe pipe, SharedSecret.Proofs proofs, Message<Object> proof) {
      SpException flaw = refusal(proofs, proof);
      if (flaw != null) {
        turnAway(pipe, proof, flaw, flaw.getMessage());
        return;
      }
      link.admit(pipe.draft())
          .onComplete(
              admitted -> link.host().execute(() -> welcome(pipe, proof)),
              failure ->
                  link.host()
                      .execute(
                          () -> {
                            SpException cause = Failures.of(failure, "admit " + address);
                            turnAway(pipe, proof, cause, textForPeer(cause));
                          }));
    }

    private void welcome(BusPipe pipe, Message<Object> proof) {
      proof.reply(bus.packed(new BusFrame.Welcome()), bus.options());
      link.accepted(pipe);
    }

    private String textForPeer(SpException cause) {
      return cause.getCause() == null
          ? cause.getMessage()
          : "expected a peer that the peer hook of %s accepts, got one that it refuses"
              .formatted(address);
    }

    private void turnAway(BusPipe pipe, Message<Object> proof, SpException cause, String text) {
      proof.fail(cause.reason().code(), text);
      pipe.discard(cause);
      link.rejected(cause);
    }

    private @Nullable SpException refusal(SharedSecret.Proofs proofs, Message<Object> proof) {
      try {
        return bus.unpacked(proof.body()) instanceof BusFrame.Proof told
            ? proofs.refusalOfConnected(told.proof())
            : new SpException(
                Reason.PROTOCOL,
                "expected the second handshake message of an SP socket, got another message");
      } catch (RuntimeException e) {
        return Failures.of(e, "handshake");
      }
    }

    private void reject(BusPipe pipe, SpException cause) {
      pipe.abort(cause);
      link.rejected(cause);
    }
  }

  @Override
  public Connector connector(Link link, Address address) {
    check(address);
    return new BusConnector(link, address, bus(link, address));
  }

  private record BusConnector(Link link, Address address, Bus bus) implements Connector {

    @Override
    public Future<Pipe> connect() {
      return onContext(link, this::attempt);
    }

    private Future<Pipe> attempt() {
      BusPipe pipe = new BusPipe(link, address.toString(), bus.wire());
      BusFrame.Hello hello = pipe.hello(link.identity(), bus.secret().nonce());
      return pipe.open()
          .compose(opened -> link.admit(pipe.draft()))
          .compose(admitted -> ask(hello))
          .compose(answer -> prove(pipe, hello, answer))
          .<Pipe>map(welcome -> pipe)
          .recover(
              failure -> {
                SpException cause = meaning(address, failure);
                link.host().execute(() -> end(pipe, cause, failure));
                return Future.failedFuture(cause);
              });
    }

    private static void end(BusPipe pipe, SpException cause, Throwable failure) {
      if (failure instanceof ReplyException reply
          && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
        pipe.discard(cause); // the other side refused
      } else {
        pipe.abort(cause);
      }
    }

    private Future<Message<Object>> ask(BusFrame.Hello hello) {
      return link.vertx().eventBus().request(bus.address(), bus.packed(hello), patient(link, bus));
    }

    private Future<Message<Object>> prove(
        BusPipe pipe, BusFrame.Hello hello, Message<Object> message) {
      if (!(bus.unpacked(message.body()) instanceof BusFrame.Answer answer)) {
        throw new SpException(
            Reason.PROTOCOL,
            "expected an answer of an SP socket from %s, got another message; do: use this name for SP sockets only"
                .formatted(address));
      }
      SharedSecret.Proofs proofs = bus.secret().between(hello, answer.hello());
      SpException refusal = proofs.refusalOfBound(answer.proof());
      if (refusal != null) {
        message.fail(refusal.reason().code(), refusal.getMessage());
        throw refusal;
      }
      link.host().execute(() -> pipe.connectedTo(answer.hello()));
      return message.replyAndRequest(
          bus.packed(new BusFrame.Proof(proofs.ofConnected())), patient(link, bus));
    }

    @Override
    public String security() {
      return bus.secret().description();
    }

    @Override
    public Future<Void> reload() {
      return bus.secret().reload(link.vertx());
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  private static DeliveryOptions patient(Link link, Bus bus) {
    return new DeliveryOptions(bus.options())
        .setSendTimeout(link.options().getHandshakeTimeout().toMillis());
  }

  private static SpException meaning(Address address, Throwable failure) {
    if (failure instanceof ReplyException reply) {
      if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
        return new SpException(
            Reason.REFUSED,
            "expected a socket bound to %s, got none; do: bind one, or check the name"
                .formatted(address),
            failure);
      }
      Optional<Reason> reason = Reason.of(reply.failureCode());
      if (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE && reason.isPresent()) {
        return new SpException(reason.get(), String.valueOf(reply.getMessage()), failure);
      }
      if (reply.failureType() == ReplyFailure.TIMEOUT) {
        return new SpException(
            Reason.TIMEOUT,
            "expected an answer from %s within handshakeTimeout, got none".formatted(address),
            failure);
      }
    }
    return Failures.of(failure, "connect to " + address);
  }
}
