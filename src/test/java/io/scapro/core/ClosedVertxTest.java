package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.Readiness;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SendingSocket;
import io.scapro.protocol.StreamSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.spi.Protocol;
import io.scapro.suite.Await;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls after {@code vertx.close()} fail with CLOSED, in words of this library. */
class ClosedVertxTest {

  private static final Buffer BODY = Buffer.buffer("a");

  private final Vertx vertx = Vertx.vertx();

  /** One socket of each protocol, opened on a context of {@code model}. */
  private List<Socket> opened(ThreadingModel model) {
    List<Socket> sockets = new ArrayList<>();
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            Protocol.all().forEach(each -> sockets.add(each.open(super.vertx, new JsonObject())));
            sockets.add(RawSocket.create(super.vertx, "pair"));
            return Future.succeededFuture();
          }
        };
    Await.result(vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model)));
    return sockets;
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void everyCallFailsWithClosed(ThreadingModel model) {
    List<Socket> sockets = opened(model);
    assertEquals(13, sockets.size());
    Await.result(vertx.close());
    Map<String, Future<?>> calls = new LinkedHashMap<>();
    for (Socket socket : sockets) {
      String name = socket.getClass().getSimpleName();
      calls.put(name + ".bind", socket.bind("tcp://127.0.0.1:0"));
      calls.put(name + ".connect", socket.connect("tcp://127.0.0.1:1"));
      calls.put(name + ".isReady", socket.isReady(Readiness.SENDABLE));
      calls.putAll(own(name, socket));
    }
    assertTrue(calls.size() >= 55, () -> calls.size() + " calls");
    calls.forEach(
        (name, call) -> {
          assertEquals(Reason.CLOSED, Await.failure(call), name);
          assertTrue(
              call.cause().getMessage().startsWith("expected an open socket, got "),
              () -> name + ": " + call.cause().getMessage());
        });
    for (Socket socket : sockets) {
      Await.result(socket.statistics());
      Await.result(socket.close());
      Await.result(socket.closed());
    }
  }

  private static Map<String, Future<?>> own(String name, Socket socket) {
    Map<String, Future<?>> calls = new LinkedHashMap<>();
    if (socket instanceof SendingSocket<?> sending) {
      calls.put(name + ".send", sending.send(BODY));
      calls.put(name + ".write", sending.write(BODY));
    } else if (socket instanceof RawSocket raw) {
      calls.put(name + ".send", raw.send(new Message(BODY)));
    } else if (socket instanceof StreamSocket<?, ?>) {
      calls.put(name + ".send", sent(socket));
    }
    if (socket instanceof ReadStream<?>) {
      calls.put(name + ".receive", received(socket));
    }
    if (socket instanceof ReqSocket req) {
      calls.put(name + ".request", req.request(BODY));
      calls.put(name + ".ask", req.ask(BODY).reply());
      calls.put(name + ".context.send", req.context().send(BODY));
    } else if (socket instanceof RepSocket rep) {
      calls.put(name + ".context.receive", rep.context().receive());
    } else if (socket instanceof SubSocket sub) {
      calls.put(name + ".subscribe", sub.subscribe("a"));
      calls.put(name + ".unsubscribe", sub.unsubscribe("a"));
      calls.put(name + ".context.receive", sub.context().receive());
    } else if (socket instanceof SurveyorSocket surveyor) {
      calls.put(name + ".survey.receive", surveyor.survey(BODY).receive());
      calls.put(name + ".survey.answers", surveyor.survey(BODY).answers());
      calls.put(name + ".context.send", surveyor.context().send(BODY));
    }
    return calls;
  }

  private static Future<?> sent(Socket socket) {
    @SuppressWarnings("unchecked")
    StreamSocket<Buffer, ?> stream = (StreamSocket<Buffer, ?>) socket;
    return stream.send(BODY);
  }

  private static Future<?> received(Socket socket) {
    try {
      Method receive = socket.getClass().getMethod("receive");
      return (Future<?>) receive.invoke(socket);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anEndpointIsClosedWithIt() {
    RepSocket rep = RepSocket.create(vertx);
    Endpoint endpoint = Await.result(rep.bind("tcp://127.0.0.1:0"));
    Await.result(vertx.close());
    assertEquals(Reason.CLOSED, Await.failure(endpoint.connected()));
    Await.result(endpoint.close());
  }

  @Test
  void noSocketIsCreated() {
    Await.result(vertx.close());
    AtomicInteger refused = new AtomicInteger();
    for (Protocol protocol : Protocol.all()) {
      SpException closed =
          assertThrows(SpException.class, () -> protocol.open(vertx, new JsonObject()));
      assertEquals(Reason.CLOSED, closed.reason());
      assertEquals("expected an open Vertx, got one that was closed", closed.getMessage());
      refused.incrementAndGet();
    }
    assertEquals(12, refused.get());
  }
}
