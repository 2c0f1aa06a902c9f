package io.scapro.verticle;

import io.scapro.DropReason;
import io.scapro.OpenSockets;
import io.scapro.Protocol;
import io.scapro.SocketStatistics;
import io.scapro.SpSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
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

  String deploy(String name, JsonObject config, DeploymentOptions options) throws TimeoutException {
    return await(vertx.deployVerticle(name, options.setConfig(config)));
  }

  /** Deploys a verticle whose socket the test can look at. */
  SpSocket open(String protocol, JsonObject config) throws TimeoutException {
    SocketVerticle verticle = new SocketVerticle(Protocol.of(protocol));
    await(vertx.deployVerticle(verticle, new DeploymentOptions().setConfig(config)));
    return verticle.socket();
  }

  String url(String deploymentId) {
    return DeployedEndpoint.of(vertx, deploymentId).get(0).url();
  }

  /** Where the first socket of this protocol is bound. */
  String url(SpSocket socket) {
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

  /** Waits until {@code condition} holds. */
  void until(BooleanSupplier condition) throws TimeoutException {
    Promise<Void> held = Promise.promise();
    vertx.setPeriodic(
        5,
        timer -> {
          if (condition.getAsBoolean()) {
            vertx.cancelTimer(timer);
            held.complete();
          }
        });
    await(held.future());
  }

  /** The statistics of {@code socket}, once they are as expected. */
  SocketStatistics statistics(SpSocket socket, Predicate<SocketStatistics> expected)
      throws TimeoutException {
    Promise<SocketStatistics> seen = Promise.promise();
    look(socket, expected, seen);
    return await(seen.future());
  }

  private void look(
      SpSocket socket, Predicate<SocketStatistics> expected, Promise<SocketStatistics> seen) {
    socket
        .statistics()
        .onComplete(
            now -> {
              if (expected.test(now)) {
                seen.complete(now);
              } else {
                vertx.setTimer(5, again -> look(socket, expected, seen));
              }
            },
            seen::fail);
  }

  /** Waits until the socket that is bound to {@code url} has {@code count} peers. */
  void awaitPeers(String url, int count) throws TimeoutException {
    Promise<Void> there = Promise.promise();
    lookForPeers(url, count, there);
    await(there.future());
  }

  private void lookForPeers(String url, int count, Promise<Void> there) {
    OpenSockets.statistics(vertx)
        .onComplete(
            all -> {
              boolean found =
                  all.stream()
                      .flatMap(socket -> socket.endpoints().stream())
                      .anyMatch(each -> each.address().equals(url) && each.pipes() == count);
              if (found) {
                there.complete();
              } else {
                vertx.setTimer(5, again -> lookForPeers(url, count, there));
              }
            },
            there::fail);
  }

  void awaitDrops(SpSocket socket, DropReason reason, long count) throws TimeoutException {
    statistics(socket, now -> now.dropped(reason) == count);
  }
}
