package example.orders;

import example.orders.Settings.Part;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Deploys the parts that run in this process: first the service, whose real ports the others need.
 */
final class Application {

  private final Vertx vertx;
  private final Deque<String> deployed = new ArrayDeque<>();
  private Settings settings;
  private ServiceVerticle service;
  private FrontVerticle front;

  private Application(Vertx vertx, Settings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  static Future<Application> start(Vertx vertx, Settings settings) {
    Application application = new Application(vertx, settings);
    return application
        .startService()
        .compose(service -> application.startWorkers())
        .compose(workers -> application.startFront())
        .map(front -> application);
  }

  private boolean has(Part part) {
    return settings.parts().contains(part);
  }

  private Future<?> startService() {
    if (!has(Part.SERVICE)) {
      return Future.succeededFuture();
    }
    service = new ServiceVerticle(settings);
    return vertx
        .deployVerticle(service)
        .onSuccess(deployed::push)
        .onSuccess(id -> settings = settings.at(service.addresses()));
  }

  private Future<?> startWorkers() {
    if (!has(Part.WORKER)) {
      return Future.succeededFuture();
    }
    DeploymentOptions workers = new DeploymentOptions().setInstances(settings.workers());
    return vertx
        .deployVerticle(() -> new WorkerVerticle(settings), workers)
        .onSuccess(deployed::push);
  }

  private Future<?> startFront() {
    if (!has(Part.FRONT)) {
      return Future.succeededFuture();
    }
    front = new FrontVerticle(settings);
    return vertx.deployVerticle(front).onSuccess(deployed::push);
  }

  /** Stops the front, then the workers, then the service: none loses what it is connected to. */
  Future<Void> stop() {
    Future<Void> stopped = Future.succeededFuture();
    for (String id : deployed) {
      stopped = stopped.eventually(() -> vertx.undeploy(id));
    }
    return stopped;
  }

  /** Null when it does not run in this process. */
  FrontVerticle front() {
    return front;
  }

  /** Completes when front and service, which both run in this process, are connected. */
  Future<?> joined() {
    return Future.all(front.connected(), service.subscribed());
  }
}
