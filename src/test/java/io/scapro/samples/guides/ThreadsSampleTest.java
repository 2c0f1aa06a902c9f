package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.protocol.AnswerContext;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/concepts/threads-and-contexts.md}. */
@Timeout(30)
class ThreadsSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static final class BlockingWorker extends VerticleBase {

    private final String url;
    private final Consumer<Buffer> blockingWork;

    BlockingWorker(String url, Consumer<Buffer> blockingWork) {
      this.url = url;
      this.blockingWork = blockingWork;
    }

    @Override
    public Future<?> start() {
      PullSocket pull = PullSocket.create(vertx);
      pull.handler(message -> blockingWork.accept(message.body()));
      return pull.bind(url);
    }
  }

  static Future<String> deploy(Vertx vertx, BlockingWorker worker) {
    return vertx.deployVerticle(
        worker, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
  }

  @Test
  void aHandlerOfAWorkerVerticleMayBlock() {
    Promise<Boolean> ranOnWorker = Promise.promise();
    Consumer<Buffer> work = body -> ranOnWorker.complete(Context.isOnWorkerThread());
    String id = deploy(vertx, new BlockingWorker("inproc://work", work)).await();
    PushSocket push = PushSocket.create(vertx);
    push.connect("inproc://work").await();
    push.send(Buffer.buffer("work")).await();
    assertTrue(ranOnWorker.future().await());
    vertx.undeploy(id).await();
    Endpoint again = PullSocket.create(vertx).bind("inproc://work").await(); // the address is free
    assertTrue(again.isBound());
  }

  static void answerForEver(AnswerContext context) {
    context
        .receive()
        .compose(body -> context.send(Buffer.buffer("hello " + body)))
        .onSuccess(sent -> answerForEver(context));
  }

  @Test
  void contextsShareTheRequestsOfASocket() {
    RepSocket rep = RepSocket.create(vertx);
    answerForEver(rep.context());
    answerForEver(rep.context());
    rep.bind("inproc://answers").await();
    ReqSocket req = ReqSocket.create(vertx);
    req.connect("inproc://answers").await();
    List<Future<Buffer>> replies =
        List.of(req.request(Buffer.buffer("Ada")), req.request(Buffer.buffer("Grace")));
    Future.all(replies).await();
    assertEquals("hello Ada", replies.get(0).result().toString());
    assertEquals("hello Grace", replies.get(1).result().toString());
  }
}
