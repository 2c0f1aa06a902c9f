package io.scapro.verticle;

import io.scapro.DropReason;
import io.scapro.OpenSockets;
import io.scapro.Socket;
import io.scapro.SocketStatistics;
import io.scapro.spi.Changes;
import io.scapro.spi.Protocol;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;

/** What the tests of verticles share: a Vertx, and words to talk to it from the test's thread. */
abstract class BusTest {

  static final String ANY_PORT = "tcp://127.0.0.1:0";

  final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() throws TimeoutException {
    await(vertx.close());
  }

  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }

  static Throwable failure(Future<?> future) throws TimeoutException {
    return await(
        future.transform(
            ended ->
                ended.failed()
                    ? Future.succeededFuture(ended.cause())
                    : Future.failedFuture("expected a failure, got " + ended.result())));
  }

  static ReplyException replyFailure(Future<?> future) throws TimeoutException {
    return (ReplyException) failure(future);
  }

  String deploy(String name, JsonObject config) throws TimeoutException {
    return deploy(name, config, new DeploymentOptions());
  }

  String deploy(Deployable verticle, JsonObject config) throws TimeoutException {
    return await(vertx.deployVerticle(verticle, new DeploymentOptions().setConfig(config)));
  }

  String deploy(String name, JsonObject config, DeploymentOptions options) throws TimeoutException {
    return await(vertx.deployVerticle(name, options.setConfig(config)));
  }

  /** Deploys a verticle whose socket the test can look at. */
  Socket open(String protocol, JsonObject config) throws TimeoutException {
    SocketVerticle verticle = new SocketVerticle(Protocol.of(protocol));
    await(vertx.deployVerticle(verticle, new DeploymentOptions().setConfig(config)));
    return verticle.socket();
  }

  /** A verticle that completes {@code stopping} when its undeployment has begun. */
  record Watched(Deployable verticle, Promise<Void> stopping) implements Deployable {

    static Watched of(String protocol) {
      return new Watched(new SocketVerticle(Protocol.of(protocol)), Promise.promise());
    }

    @Override
    public Future<?> deploy(Context context) throws Exception {
      return verticle.deploy(context);
    }

    @Override
    public Future<?> undeploy(Context context) throws Exception {
      Future<?> stopped = verticle.undeploy(context);
      stopping.complete();
      return stopped;
    }
  }

  String url(String deploymentId) {
    return DeployedEndpoint.of(vertx, deploymentId).get(0).url();
  }

  /** Where the first socket of this protocol is bound. */
  String url(Socket socket) {
    return vertx.deploymentIDs().stream()
        .flatMap(id -> DeployedEndpoint.of(vertx, id).stream())
        .filter(endpoint -> endpoint.protocol().equals(socket.identity().name()))
        .findFirst()
        .orElseThrow()
        .url();
  }

  /** A connection that is there when the deployment is. */
  static JsonObject connected(String url) {
    return new JsonObject().put("url", url).put("firstAttempt", "fail");
  }

  /** What comes to {@code address}; unanswered until the test does. */
  BlockingQueue<Message<Object>> listen(String address) throws TimeoutException {
    BlockingQueue<Message<Object>> messages = new LinkedBlockingQueue<>();
    await(vertx.eventBus().consumer(address, messages::add).completion());
    return messages;
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException, TimeoutException {
    T item = queue.poll(20, TimeUnit.SECONDS);
    if (item == null) {
      throw new TimeoutException("expected one more, got none");
    }
    return item;
  }

  /** The statistics of {@code socket}, once they are as expected. */
  SocketStatistics statistics(Socket socket, Predicate<SocketStatistics> expected) {
    try (Changes changes = Changes.of(socket).andBus(vertx)) {
      return changes.await(socket::statistics, expected);
    }
  }

  /** The statistics of all sockets, once they are as expected. */
  List<SocketStatistics> allStatistics(Predicate<List<SocketStatistics>> expected) {
    try (Changes changes = Changes.in(vertx).andBus(vertx)) {
      return changes.await(() -> OpenSockets.statistics(vertx), expected);
    }
  }

  /** Waits until the socket that is bound to {@code url} has {@code count} peers. */
  void awaitPeers(String url, int count) {
    allStatistics(
        all ->
            all.stream()
                .flatMap(socket -> socket.endpoints().stream())
                .anyMatch(each -> each.address().equals(url) && each.pipes() == count));
  }

  void awaitDrops(Socket socket, DropReason reason, long count) {
    statistics(socket, now -> now.dropped(reason) == count);
  }
}
