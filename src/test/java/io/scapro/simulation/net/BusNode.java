package io.scapro.simulation.net;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The end of a {@link SimBus} at one process: the methods of the event bus that are needed. */
final class BusNode {

  /** What is before a body on the wire. */
  private static final byte[] PREFIX = {1, 2, 3};

  private final SimBus bus;
  private final int number;
  private final Lane lane;
  private final EventBus proxy = (EventBus) SimVertx.proxy(this::call, EventBus.class);
  private final Map<String, MessageCodec<Object, Object>> codecs = new HashMap<>();
  private final Map<BusConsumer, SimBus.Path> paths = new HashMap<>();

  /**
   * @param number of the process
   * @param lane where its handlers run
   */
  BusNode(SimBus bus, int number, Lane lane) {
    this.bus = bus;
    this.number = number;
    this.lane = lane;
  }

  SimBus bus() {
    return bus;
  }

  int number() {
    return number;
  }

  Lane lane() {
    return lane;
  }

  EventBus eventBus() {
    return proxy;
  }

  @SuppressWarnings("unchecked")
  private Object call(Method method, Object[] arguments) {
    switch (method.getName()) {
      case "consumer":
        return new BusConsumer(this, (String) arguments[0], (Handler<Message<?>>) arguments[1])
            .proxy();
      case "send":
        post((String) arguments[0], arguments[1], options(arguments), null);
        return proxy;
      case "request":
        return request((String) arguments[0], arguments[1], options(arguments));
      case "registerCodec":
        MessageCodec<Object, Object> codec = (MessageCodec<Object, Object>) arguments[0];
        codecs.put(codec.name(), codec);
        return proxy;
      default:
        throw new UnsupportedOperationException("EventBus." + method.getName());
    }
  }

  private static DeliveryOptions options(Object[] arguments) {
    return arguments.length < 3 ? new DeliveryOptions() : (DeliveryOptions) arguments[2];
  }

  /**
   * @param answer gets the reply, or the {@link ReplyException}; null: none is expected
   */
  private void post(String address, Object body, DeliveryOptions options, Consumer<Object> answer) {
    BusConsumer to = bus.find(address);
    if (to == null || (to.node() == this && !to.isRegistered())) {
      if (answer != null) {
        lane.execute(() -> answer.accept(noHandlers(address)));
      }
      return;
    }
    Sent sent = sent(body, options.getCodecName(), to.node());
    MultiMap headers =
        options.getHeaders() == null ? MultiMap.caseInsensitiveMultiMap() : options.getHeaders();
    paths
        .computeIfAbsent(to, any -> bus.new Path(this, to.node()))
        .send(
            () -> {
              Object arrived = sent.read();
              to.accept(this, arrived, message(to.node(), arrived, headers, answer));
            });
  }

  private static ReplyException noHandlers(String address) {
    return new ReplyException(ReplyFailure.NO_HANDLERS, "No handlers for address " + address);
  }

  private Future<Message<?>> request(String address, Object body, DeliveryOptions options) {
    Promise<Message<?>> reply = Promise.promise();
    Lane.Alarm late =
        lane.after(
            options.getSendTimeout() * 1_000_000L,
            () -> reply.tryFail(new ReplyException(ReplyFailure.TIMEOUT, "Timed out: " + address)));
    post(
        address,
        body,
        options,
        answer -> {
          late.cancel();
          if (answer instanceof ReplyException failure) {
            reply.tryFail(failure);
          } else {
            reply.tryComplete((Message<?>) answer);
          }
        });
    return reply.future();
  }

  // ---- messages ----

  /** A message as its receiver sees it. */
  private Message<?> message(
      BusNode receiver, Object body, MultiMap headers, Consumer<Object> answer) {
    return (Message<?>)
        SimVertx.proxy(
            (method, arguments) ->
                switch (method.getName()) {
                  case "body" -> body;
                  case "headers" -> headers;
                  case "reply" -> {
                    receiver.answer(this, answer, arguments[0]);
                    yield null;
                  }
                  case "fail" -> {
                    receiver.answer(this, answer, failure(arguments));
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException("Message." + method.getName());
                },
            Message.class);
  }

  private static ReplyException failure(Object[] arguments) {
    return new ReplyException(
        ReplyFailure.RECIPIENT_FAILURE, (Integer) arguments[0], (String) arguments[1]);
  }

  private void answer(BusNode asker, Consumer<Object> answer, Object body) {
    if (answer != null) {
      Sent sent = sent(body, null, asker);
      bus.new Path(this, asker)
          .send(
              () -> {
                Object arrived = sent.read();
                Object reply =
                    arrived instanceof ReplyException
                        ? arrived
                        : message(asker, arrived, MultiMap.caseInsensitiveMultiMap(), null);
                asker.lane.execute(() -> answer.accept(reply));
              });
    }
  }

  /** A body on its way; it is read when it arrives. */
  private interface Sent {
    Object read();
  }

  /** A codec encodes a body for another process; other bodies are copied. */
  private Sent sent(Object body, String codec, BusNode to) {
    if (codec == null) {
      Object copy = copy(body);
      return () -> copy;
    }
    MessageCodec<Object, Object> own = Objects.requireNonNull(codecs.get(codec), codec);
    if (to == this) {
      Object same = own.transform(body);
      return () -> same;
    }
    Buffer wire = Buffer.buffer(PREFIX);
    own.encodeToWire(wire, body);
    return () ->
        Objects.requireNonNull(to.codecs.get(codec), codec).decodeFromWire(PREFIX.length, wire);
  }

  private static Object copy(Object body) {
    if (body == null || body instanceof String || body instanceof ReplyException) {
      return body;
    } else if (body instanceof Buffer bytes) {
      return bytes.copy();
    } else if (body instanceof JsonObject json) {
      return json.copy();
    }
    throw new IllegalArgumentException("expected a body that has a codec, got " + body);
  }
}
