package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.OpenSockets;
import io.scapro.Peer;
import io.scapro.Probe;
import io.scapro.Readiness;
import io.scapro.Socket;
import io.scapro.protocol.AnswerContext;
import io.scapro.protocol.Device;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqContext;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SubContext;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyContext;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.suite.Await;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The future of a call answers on the context of its caller; handlers on that of the socket. */
class CallerContextTest {

  private static final ContextLocal<String> USER = ContextLocal.registerLocal(String.class);
  private static final Buffer BODY = Buffer.buffer("a");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  /** Who calls, with the context that the answer is expected on. */
  private enum Caller {
    ANOTHER_VERTICLE {
      @Override
      Context context(Vertx vertx, ContextInternal home) {
        return deployed(vertx, ThreadingModel.EVENT_LOOP);
      }
    },
    ANOTHER_CONTEXT_OF_THE_LOOP {
      @Override
      Context context(Vertx vertx, ContextInternal home) {
        return home.owner()
            .contextBuilder()
            .withThreadingModel(ThreadingModel.EVENT_LOOP)
            .withEventLoop(home.nettyEventLoop())
            .build();
      }
    },
    A_DUPLICATE_OF_ANOTHER_VERTICLE {
      @Override
      Context context(Vertx vertx, ContextInternal home) {
        return ((ContextInternal) deployed(vertx, ThreadingModel.EVENT_LOOP)).duplicate();
      }
    },
    A_DUPLICATE_OF_THE_SOCKETS_OWN {
      @Override
      Context context(Vertx vertx, ContextInternal home) {
        return home.duplicate();
      }
    },
    A_WORKER {
      @Override
      Context context(Vertx vertx, ContextInternal home) {
        return deployed(vertx, ThreadingModel.WORKER);
      }
    },
    A_DUPLICATE_OF_A_WORKER {
      @Override
      Context context(Vertx vertx, ContextInternal home) {
        return ((ContextInternal) deployed(vertx, ThreadingModel.WORKER)).duplicate();
      }
    },
    THE_SOCKETS_OWN {
      @Override
      Context context(Vertx vertx, ContextInternal home) {
        return home;
      }
    };

    abstract Context context(Vertx vertx, ContextInternal home);
  }

  private static Context deployed(Vertx vertx, ThreadingModel model) {
    Promise<Context> deployed = Promise.promise();
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            deployed.complete(context);
            return Future.succeededFuture();
          }
        };
    Await.result(vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model)));
    return Await.result(deployed.future());
  }

  /** What {@code open} makes on {@code context}. */
  private static <T> T on(Context context, Supplier<T> open) {
    Promise<T> made = Promise.promise();
    context.runOnContext(
        go -> {
          try {
            made.complete(open.get());
          } catch (RuntimeException e) {
            made.fail(e);
          }
        });
    return Await.result(made.future());
  }

  /** Where {@code call}, made on {@code caller}, is answered. */
  private static Context answered(Context caller, Supplier<Future<?>> call) {
    Promise<Context> answer = Promise.promise();
    caller.runOnContext(
        go ->
            call.get()
                .onComplete(
                    ended -> {
                      if (ended.succeeded()) {
                        answer.complete(Vertx.currentContext());
                      } else {
                        answer.fail(ended.cause());
                      }
                    }));
    return Await.result(answer.future());
  }

  private void answersOnTheCallersContext(Context home, Context caller) {
    Map<String, Supplier<Future<?>>> calls = calls(home);
    assertAll(
        calls.entrySet().stream()
            .map(
                call ->
                    () -> assertSame(caller, answered(caller, call.getValue()), call.getKey())));
  }

  @ParameterizedTest
  @EnumSource
  void answersOn(Caller caller) {
    Context home = deployed(vertx, ThreadingModel.EVENT_LOOP);
    answersOnTheCallersContext(home, caller.context(vertx, (ContextInternal) home));
  }

  @ParameterizedTest
  @EnumSource(names = {"ANOTHER_VERTICLE", "A_WORKER", "THE_SOCKETS_OWN"})
  void ofSocketsOnWorkersAnswersOn(Caller caller) {
    Context home = deployed(vertx, ThreadingModel.WORKER);
    answersOnTheCallersContext(home, caller.context(vertx, (ContextInternal) home));
  }

  @Test
  @Tag("jdk21")
  void answersOnVirtualThreads() {
    Context home = deployed(vertx, ThreadingModel.EVENT_LOOP);
    Context thread = deployed(vertx, ThreadingModel.VIRTUAL_THREAD);
    answersOnTheCallersContext(home, thread);
    answersOnTheCallersContext(home, ((ContextInternal) thread).duplicate());
    answersOnTheCallersContext(thread, thread);
    answersOnTheCallersContext(thread, home);
  }

  @Test
  void answersACallerOfAnotherVertxOnTheSocketsContext() {
    Vertx other = Vertx.vertx();
    try {
      Context home = deployed(vertx, ThreadingModel.EVENT_LOOP);
      Context caller = deployed(other, ThreadingModel.EVENT_LOOP);
      calls(home)
          .forEach(
              (name, call) -> {
                if (!name.startsWith("Probe.") && !name.equals("OpenSockets.statistics")) {
                  assertSame(home, answeredLater(caller, call), name);
                }
              });
    } finally {
      Await.result(other.close());
    }
  }

  /** As {@link #answered}; a future that is complete already calls on the caller's own thread. */
  private static Context answeredLater(Context caller, Supplier<Future<?>> call) {
    Future<?> future = on(caller, call::get);
    Promise<Context> answer = Promise.promise();
    future.onSuccess(ended -> answer.complete(Vertx.currentContext()));
    future.onFailure(answer::fail);
    return Await.result(answer.future());
  }

  @Test
  void answersAThreadWithoutAContextOnTheSocketsContext() throws InterruptedException {
    Context home = deployed(vertx, ThreadingModel.EVENT_LOOP);
    Map<String, Supplier<Future<?>>> calls = calls(home);
    BlockingQueue<String> elsewhere = new LinkedBlockingQueue<>();
    Thread thread =
        new Thread(
            () ->
                calls.forEach(
                    (name, call) -> {
                      Promise<Context> answer = Promise.promise();
                      call.get()
                          .onComplete(
                              ended -> answer.complete(Vertx.currentContext()), answer::fail);
                      Context context = Await.result(answer.future());
                      if (context != home && !name.startsWith("Probe.")) {
                        elsewhere.add(name + " on " + context);
                      }
                    }));
    thread.start();
    thread.join();
    assertEquals(List.of(), List.copyOf(elsewhere));
  }

  @Test
  @Tag("jdk21")
  void awaitReturnsToTheVirtualThread() {
    Context home = deployed(vertx, ThreadingModel.EVENT_LOOP);
    Context caller = deployed(vertx, ThreadingModel.VIRTUAL_THREAD);
    ReqSocket req = on(home, () -> ReqSocket.create(vertx));
    RepSocket rep = on(home, () -> RepSocket.create(vertx));
    rep.handler(request -> request.reply(request.body()));
    Promise<Context> after = Promise.promise();
    caller.runOnContext(
        go -> {
          Endpoint bound = rep.bind("tcp://127.0.0.1:0").await();
          req.connect(bound.address().toString()).await().connected().await();
          assertEquals(BODY, req.request(BODY).await());
          after.complete(Vertx.currentContext());
        });
    assertSame(caller, Await.result(after.future()));
  }

  @Test
  void awaitReturnsToAThreadWithoutAContext() {
    Context home = deployed(vertx, ThreadingModel.EVENT_LOOP);
    PushSocket push = on(home, () -> PushSocket.create(vertx));
    PullSocket pull = on(home, () -> PullSocket.create(vertx));
    Future<Message> received = pull.receive();
    pull.bind("inproc://await").toCompletionStage().toCompletableFuture().join();
    push.connect("inproc://await").toCompletionStage().toCompletableFuture().join();
    push.send(BODY).toCompletionStage().toCompletableFuture().join();
    assertEquals(BODY, received.toCompletionStage().toCompletableFuture().join().body());
  }

  /** A route of vertx-web asks through a socket that another verticle opened. */
  @Test
  void keepsWhatIsLocalToARequestOfVertxWeb() {
    Context home = deployed(vertx, ThreadingModel.EVENT_LOOP);
    RepSocket rep = on(home, () -> RepSocket.create(vertx));
    ReqSocket req = on(home, () -> ReqSocket.create(vertx));
    rep.handler(request -> request.reply(request.body()));
    Await.result(rep.bind("inproc://local"));
    Await.result(req.connect("inproc://local"));
    Router router = Router.router(vertx);
    router
        .route("/:user")
        .handler(
            route -> {
              Vertx.currentContext().putLocal(USER, route.pathParam("user"));
              req.request(BODY)
                  .onSuccess(
                      reply -> route.end(Vertx.currentContext().<String>getLocal(USER) + reply))
                  .onFailure(route::fail);
            });
    HttpServer server =
        Await.result(
            on(
                deployed(vertx, ThreadingModel.EVENT_LOOP),
                () -> vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")));
    HttpClient client = vertx.createHttpClient();
    for (String user : List.of("ann", "bob")) {
      Future<Buffer> page =
          client
              .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/" + user)
              .compose(HttpClientRequest::send)
              .compose(HttpClientResponse::body);
      assertEquals(user + "a", Await.result(page).toString());
    }
    Await.result(client.close());
  }

  @Test
  void callsHandlersOnTheSocketsContextWhoeverCalls() {
    ContextInternal home = (ContextInternal) deployed(vertx, ThreadingModel.EVENT_LOOP);
    Context caller = Caller.ANOTHER_CONTEXT_OF_THE_LOOP.context(vertx, home);
    PullSocket pull = on(home, () -> PullSocket.create(vertx));
    PushSocket push = on(home, () -> PushSocket.create(vertx));
    BlockingQueue<Context> contexts = new LinkedBlockingQueue<>();
    pull.pause();
    on(caller, () -> pull.handler(message -> contexts.add(Vertx.currentContext())));
    on(caller, () -> pull.eventHandler(event -> contexts.add(Vertx.currentContext())));
    on(
        caller,
        () ->
            pull.peerHook(
                peer -> {
                  contexts.add(Vertx.currentContext());
                  return Future.succeededFuture();
                }));
    on(caller, () -> pull.endHandler(ended -> contexts.add(Vertx.currentContext())));
    String url = Await.result(pull.bind("tcp://127.0.0.1:0")).address().toString();
    Await.result(Await.result(push.connect(url)).connected());
    on(caller, () -> push.send(BODY));
    Await.result(Probe.of(vertx).receivable(pull).any(Await.PATIENCE));
    on(caller, pull::resume);
    Await.result(on(caller, pull::close));
    assertTrue(contexts.size() >= 5, contexts::toString);
    contexts.forEach(context -> assertSame(home, context));
  }

  /** A method that is added to the API fails this test until {@link #calls} has it. */
  @Test
  void hasEveryMethodThatReturnsAFuture() {
    Set<String> called =
        calls(deployed(vertx, ThreadingModel.EVENT_LOOP)).keySet().stream()
            .map(name -> name.replaceFirst(".*\\.", ""))
            .collect(Collectors.toSet());
    Set<String> methods =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.scapro")
                .stream()
                .filter(
                    type ->
                        Set.of("io.scapro", "io.scapro.protocol").contains(type.getPackageName()))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> method.getRawReturnType().isEquivalentTo(Future.class))
                .map(JavaMethod::getName)
                .filter(name -> !name.equals("admit")) // of the application
                .collect(Collectors.toSet());
    assertTrue(methods.size() > 20, methods::toString);
    methods.removeAll(called);
    assertEquals(Set.of(), methods);
  }

  /** Calls of the API that return a future which completes, by name; to be made in this order. */
  private Map<String, Supplier<Future<?>>> calls(Context home) {
    Map<String, Supplier<Future<?>>> calls = new LinkedHashMap<>();
    Endpoints endpoints = new Endpoints(home);
    PullSocket pull = endpoints.bound(PullSocket::create);
    PushSocket push = endpoints.connected(PushSocket::create, pull);
    calls.put("bind", () -> pull.bind("inproc://" + endpoints.name()));
    calls.put("connect", () -> push.connect("inproc://" + endpoints.name()));
    calls.put("connected", () -> endpoints.of(push).connected());
    calls.put("reload", () -> endpoints.of(push).reload());
    calls.put("statistics", push::statistics);
    calls.put("isReady", () -> push.isReady(Readiness.SENDABLE));
    calls.put("PushSocket.send", () -> push.send(BODY));
    calls.put("PushSocket.write", () -> push.write(BODY));
    calls.put("PullSocket.receive", pull::receive);
    calls.put("PullSocket.receive again", pull::receive);
    calls.put(
        "PullSocket.receive before the send",
        () -> {
          Future<Message> received = pull.receive();
          push.send(BODY);
          return received;
        });
    requests(calls, endpoints);
    topics(calls, endpoints);
    surveys(calls, endpoints);
    PairSocket left = endpoints.bound(PairSocket::create);
    PairSocket right = endpoints.connected(PairSocket::create, left);
    calls.put("PairSocket.send", () -> left.send(BODY));
    calls.put("PairSocket.receive", right::receive);
    RawSocket raw = endpoints.bound(vertx -> RawSocket.create(vertx, "push"));
    PullSocket ofRaw = endpoints.connected(PullSocket::create, raw);
    calls.put("RawSocket.send", () -> raw.send(new Message(BODY)));
    calls.put("receive of a raw socket's message", ofRaw::receive);
    RawSocket front = endpoints.bound(vertx -> RawSocket.create(vertx, "bus"));
    Device device = on(home, () -> Device.loopback(front));
    calls.put(
        "Device.stopped",
        () -> {
          Future<Void> stopped = device.stopped();
          front.close();
          return stopped;
        });
    calls.put("Device.stopped before", device::stopped);
    calls.put("Probe.all", () -> Probe.of(vertx).sendable(push).all(Duration.ofSeconds(20)));
    calls.put("Probe.any", () -> Probe.of(vertx).sendable(push).any(Duration.ofSeconds(20)));
    calls.put("OpenSockets.statistics", () -> OpenSockets.statistics(vertx));
    Peer peer = endpoints.peer(left);
    calls.put("disconnect", () -> left.disconnect(peer));
    calls.put("disconnect again", () -> left.disconnect(peer));
    calls.put("Endpoint.close", () -> endpoints.of(push).close());
    calls.put("Endpoint.close again", () -> endpoints.of(push).close());
    calls.put("close", push::close);
    calls.put("closed", push::closed);
    calls.put("end", push::end);
    return calls;
  }

  private void requests(Map<String, Supplier<Future<?>>> calls, Endpoints endpoints) {
    RepSocket echo = endpoints.bound(RepSocket::create);
    echo.handler(request -> request.reply(request.body()));
    ReqSocket req = endpoints.connected(ReqSocket::create, echo);
    ReqContext one = req.context();
    calls.put("ReqSocket.request", () -> req.request(BODY));
    calls.put("ReqSocket.ask", () -> req.ask(BODY).reply());
    calls.put("ReqContext.send", () -> one.send(BODY));
    calls.put("ReqContext.receive", one::receive);
    RepSocket rep = endpoints.bound(RepSocket::create);
    ReqSocket asker = endpoints.connected(ReqSocket::create, rep);
    AnswerContext answers = rep.context();
    asker.request(BODY);
    asker.request(BODY);
    Request[] request = new Request[1];
    calls.put("RepSocket.receive", () -> rep.receive().onSuccess(r -> request[0] = r));
    calls.put("Request.reply", () -> request[0].reply(BODY));
    calls.put("AnswerContext.receive", answers::receive);
    calls.put("AnswerContext.send", () -> answers.send(BODY));
  }

  private void topics(Map<String, Supplier<Future<?>>> calls, Endpoints endpoints) {
    PubSocket pub = endpoints.bound(PubSocket::create);
    SubSocket sub = endpoints.connected(SubSocket::create, pub);
    SubContext reader = sub.context();
    calls.put("SubSocket.subscribe", () -> sub.subscribe("a"));
    calls.put("SubContext.subscribe", () -> reader.subscribe("a"));
    calls.put("PubSocket.send", () -> pub.send(BODY));
    calls.put("SubSocket.receive", sub::receive);
    calls.put("SubContext.receive", reader::receive);
    calls.put("SubSocket.unsubscribe", () -> sub.unsubscribe("a"));
    calls.put("SubContext.unsubscribe", () -> reader.unsubscribe("a"));
  }

  private void surveys(Map<String, Supplier<Future<?>>> calls, Endpoints endpoints) {
    SurveyorSocket surveyor =
        endpoints.bound(
            vertx ->
                SurveyorSocket.create(
                    vertx, new SurveyorOptions().setSurveyTime(Duration.ofMillis(300))));
    RespondentSocket respondent = endpoints.connected(RespondentSocket::create, surveyor);
    respondent.handler(request -> request.reply(request.body()));
    SurveyContext surveys = surveyor.context();
    calls.put("Survey.receive", () -> surveyor.survey(BODY).receive());
    calls.put("Survey.answers", () -> surveyor.survey(BODY).answers());
    calls.put("SurveyContext.send", () -> surveys.send(BODY));
    calls.put("SurveyContext.receive", surveys::receive);
  }

  /** Sockets that one context opens, and what they are bound and connected to. */
  private final class Endpoints {

    private final Context home;
    private final Map<Socket, Endpoint> endpoints = new LinkedHashMap<>();
    private final Map<Socket, Peer> peers = new LinkedHashMap<>();

    Endpoints(Context home) {
      this.home = home;
    }

    String name() {
      return "endpoints-" + System.identityHashCode(this);
    }

    <S extends Socket> S bound(Function<Vertx, S> create) {
      S socket = on(home, () -> create.apply(vertx));
      socket.peerHook(
          peer -> {
            peers.put(socket, peer);
            return Future.succeededFuture();
          });
      endpoints.put(socket, Await.result(socket.bind("tcp://127.0.0.1:0")));
      return socket;
    }

    <S extends Socket> S connected(Function<Vertx, S> create, Socket to) {
      S socket = on(home, () -> create.apply(vertx));
      BlockingQueue<String> attached = new LinkedBlockingQueue<>();
      to.eventHandler(event -> attached.add(event.type().name()));
      endpoints.put(socket, Await.result(socket.connect(of(to).address().toString())));
      Await.result(of(socket).connected());
      assertEquals("ACCEPTED", Await.next(attached));
      return socket;
    }

    Endpoint of(Socket socket) {
      return endpoints.get(socket);
    }

    Peer peer(Socket socket) {
      return peers.get(socket);
    }
  }
}
