package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Address;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.spi.Link;
import io.scapro.spi.SocketBase;
import io.scapro.testing.FakePeer;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets on the contexts of Vert.x: machine on the loop, application where it opened them. */
class ContextsTest {

  private static final int MESSAGES = 2_000;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> got = new ArrayList<>();
  private Context context;

  @AfterEach
  void closeVertx() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Runs {@code start} in a verticle of {@code model}; the deployment's id. */
  private String deploy(ThreadingModel model, Function<Vertx, Future<?>> start) throws Exception {
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            ContextsTest.this.context = super.context;
            return start.apply(super.vertx);
          }
        };
    return await(vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model)));
  }

  private void assertHome() {
    assertEquals(context, Vertx.currentContext());
  }

  private static Link link(Socket socket) {
    return SocketBase.engineOf(socket)
        .passive(new Address("fake", "peer"), new EndpointOptions(), true);
  }

  private static List<String> numbers() {
    return IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList();
  }

  private void deliversInOrderWhereTheSocketWasOpened(ThreadingModel model) throws Exception {
    deploy(
        model,
        here -> {
          Promise<Void> all = Promise.promise();
          PullSocket pull = PullSocket.create(here);
          Link link = link(pull);
          pull.handler(
              message -> {
                assertHome();
                got.add(message.body().toString());
                if (got.size() == MESSAGES) {
                  all.complete();
                } else if (got.size() % 10 == 0) {
                  pull.pause();
                  pull.resume();
                }
              });
          link.host().execute(() -> numbers().forEach(FakePeer.join(link.endpoint())::offer));
          return all.future();
        });
    assertEquals(numbers(), got);
  }

  private void takesCallsFromAnyThreadAndAnswersAtHome(ThreadingModel model) throws Exception {
    Promise<PushSocket> opened = Promise.promise();
    deploy(
        model,
        here -> {
          opened.complete(PushSocket.create(here));
          return Future.succeededFuture();
        });
    PushSocket push = await(opened.future());
    Promise<FakePeer> joined = Promise.promise();
    Link link = link(push);
    link.host().execute(() -> joined.complete(FakePeer.join(link.endpoint())));
    List<Future<Void>> answers = new ArrayList<>();
    for (String number : numbers()) {
      answers.add(push.send(Buffer.buffer(number)).onComplete(sent -> assertHome()));
    }
    await(Future.all(answers));
    FakePeer peer = await(joined.future());
    assertEquals(MESSAGES, await(push.statistics()).written());
    assertEquals(numbers(), peer.texts());
  }

  private void closesWithItsVerticle(ThreadingModel model) throws Exception {
    Promise<PushSocket> opened = Promise.promise();
    Promise<FakePeer> joined = Promise.promise();
    String id =
        deploy(
            model,
            here -> {
              PushSocket push = PushSocket.create(here);
              Link link = link(push);
              link.host().execute(() -> joined.complete(FakePeer.join(link.endpoint())));
              opened.complete(push);
              return joined.future();
            });
    PushSocket push = await(opened.future());
    assertFalse(await(joined.future()).isClosed());
    await(vertx.undeploy(id));
    assertEquals(0, await(push.statistics()).pipes());
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> await(push.send(Buffer.buffer())));
    assertEquals(Reason.CLOSED, assertInstanceOf(SpException.class, failure.getCause()).reason());
    assertTrue(await(joined.future()).isClosed());
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void deliversInOrderWhereTheSocketWasOpenedOn(ThreadingModel model) throws Exception {
    deliversInOrderWhereTheSocketWasOpened(model);
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void takesCallsFromAnyThreadAndAnswersAtHomeOn(ThreadingModel model) throws Exception {
    takesCallsFromAnyThreadAndAnswersAtHome(model);
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void closesWithItsVerticleOn(ThreadingModel model) throws Exception {
    closesWithItsVerticle(model);
  }

  @Test
  @Tag("jdk21")
  void servesVirtualThreads() throws Exception {
    deliversInOrderWhereTheSocketWasOpened(ThreadingModel.VIRTUAL_THREAD);
    takesCallsFromAnyThreadAndAnswersAtHome(ThreadingModel.VIRTUAL_THREAD);
    closesWithItsVerticle(ThreadingModel.VIRTUAL_THREAD);
  }
}
