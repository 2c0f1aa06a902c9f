package io.scapro.arguments;

import static java.util.Map.entry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scapro.Address;
import io.scapro.CommonOptions;
import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.OptionFields;
import io.scapro.Peer;
import io.scapro.Probe;
import io.scapro.Socket;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.TransportOptions;
import io.scapro.protocol.AnswerContext;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqContext;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.scapro.protocol.SubContext;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyContext;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.spi.BodyPool;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.Log;
import io.scapro.spi.PeerDraft;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import io.scapro.spi.SendBudget;
import io.scapro.spi.SocketBase;
import io.scapro.suite.Await;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.scapro.transport.IpcOptions;
import io.scapro.verticle.SocketReader;
import io.scapro.verticle.SocketWriter;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A value of every type that a public method takes or belongs to. */
final class Values {

  private final FakeHost host = FakeHost.onEventLoop();
  private final Vertx vertx;

  private final Map<Class<?>, Supplier<?>> table =
      Map.ofEntries(
          entry(boolean.class, () -> true),
          entry(int.class, () -> 1),
          entry(long.class, () -> 1L),
          entry(byte[].class, () -> new byte[BodyPool.SMALLEST]),
          entry(Object.class, () -> Buffer.buffer("x")),
          entry(String.class, () -> "x"),
          entry(Optional.class, Optional::empty),
          entry(List.class, List::of),
          entry(Collection.class, List::of),
          entry(Map.class, Map::of),
          entry(Class.class, () -> IpcOptions.class),
          entry(Log.class, () -> Log.of("x")),
          entry(Throwable.class, IllegalStateException::new),
          entry(Duration.class, () -> Duration.ofMillis(1)),
          entry(Instant.class, () -> Instant.EPOCH),
          entry(Buffer.class, () -> Buffer.buffer("x")),
          entry(ClassLoader.class, Values.class::getClassLoader),
          entry(IllegalArgumentException.class, IllegalArgumentException::new),
          entry(MeterRegistry.class, SimpleMeterRegistry::new),
          entry(CommonOptions.class, SocketOptions::new),
          entry(TransportOptions.class, IpcOptions::new),
          entry(SpException.class, () -> new SpException(io.scapro.Reason.FAILED, "x")),
          entry(Message.class, () -> new Message(Buffer.buffer("x"))),
          entry(OptionFields.class, OptionFields::new),
          entry(Host.class, this::host),
          entry(FakeHost.class, this::host),
          entry(Link.class, this::link),
          entry(
              PeerDraft.class,
              () -> new PeerDraft("here", "there", Map.of(), List.of(), Optional.empty())),
          entry(io.scapro.Endpoint.class, () -> link().endpoint()),
          entry(Pipe.class, this::peer),
          entry(FakePeer.class, this::peer),
          entry(Peer.class, () -> peer().peer()),
          entry(Socket.class, this::push),
          entry(Deadlines.class, () -> new Deadlines(host())),
          entry(
              Deadlines.Entry.class,
              () ->
                  new Deadlines.Entry() {
                    @Override
                    protected void expired() {}
                  }),
          entry(BodyPool.class, () -> new BodyPool(true)),
          entry(SendBudget.class, SendBudget::unlimited),
          entry(ReceiveBudget.class, () -> new ReceiveBudget(1)),
          entry(Vertx.class, this::vertx),
          entry(Probe.class, () -> Probe.of(vertx())),
          entry(Request.class, this::request),
          entry(AnswerContext.class, () -> host.open(RepSocket::create).context()),
          entry(ReqContext.class, () -> host.open(ReqSocket::create).context()),
          entry(SubContext.class, () -> host.open(SubSocket::create).context()),
          entry(SurveyContext.class, () -> host.open(SurveyorSocket::create).context()),
          entry(SpWebSocket.class, () -> SpWebSocket.of(push())),
          entry(SocketReader.class, () -> Await.result(SocketReader.open(vertx(), "reader"))),
          entry(SocketWriter.class, () -> SocketWriter.open(vertx(), "writer")));

  Values(Vertx vertx) {
    this.vertx = vertx;
  }

  FakeHost host() {
    return host;
  }

  private Vertx vertx() {
    return vertx;
  }

  private PushSocket push() {
    return host.open(PushSocket::create);
  }

  private FakePeer peer() {
    return FakePeer.join(push());
  }

  private Link link() {
    return SocketBase.engineOf(push())
        .passive(Address.parse("fake://peer"), new EndpointOptions(), true);
  }

  private Request request() {
    List<Request> requests = new ArrayList<>();
    RepSocket rep = host.open(RepSocket::create);
    rep.handler(requests::add);
    FakePeer.join(rep).offer(Buffer.buffer().appendInt(0x80000001).appendString("x"));
    return requests.get(0);
  }

  /** A value of {@code type}; the test fails with what to add here when there is none. */
  Object of(Class<?> type) throws ReflectiveOperationException {
    Supplier<?> own = table.get(type);
    if (own != null) {
      return own.get();
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isRecord()) {
      return record(type);
    }
    if (Socket.class.isAssignableFrom(type) && !type.isInterface()) {
      return socket(type);
    }
    if (type.isInterface()) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }
    try {
      return type.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(
          "expected a value of "
              + type.getName()
              + ", got none; do: add one to the table of Values",
          e);
    }
  }

  private Object record(Class<?> type) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Object[] components = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      components[i] = of(types[i]);
    }
    return type.getConstructor(types).newInstance(components);
  }

  private Object socket(Class<?> type) throws ReflectiveOperationException {
    return SocketsAtWork.of(type).open(host);
  }
}
