package io.scapro.verticle;

import io.scapro.spi.VertxVersion;
import io.vertx.core.Deployable;
import io.vertx.core.Promise;
import io.vertx.core.Verticle;
import io.vertx.core.spi.VerticleFactory;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Deploys {@code scapro:PROTOCOL}, such as {@code scapro:rep}: one socket on the event bus. Vert.x
 * finds this factory by service loader.
 *
 * <pre>
 * vertx.deployVerticle("scapro:rep", new DeploymentOptions().setConfig(new JsonObject()
 *     .put("bind", "tcp://127.0.0.1:5555")
 *     .put("deliver", "echo")));
 * </pre>
 *
 * <p>{@code scapro:monitor} publishes the {@link io.scapro.metrics.StatisticsFeed} over a PUB
 * socket; its keys are {@code bind} or {@code connect}, {@code interval} (default 1 s) and {@code
 * options}. {@code scapro:web} is one HTTP port with sockets on its paths and the bundled pages;
 * its keys are {@code bind}, {@code sockets}, {@code pages}, {@code hosts} and {@code origins}.
 *
 * <p>{@code scapro:device} forwards messages between two raw sockets; its keys are {@code front}
 * and {@code back}. Without {@code back}, it forwards messages between the peers of {@code front}.
 * {@code scapro:health} replies at an event-bus {@code address} with the health of the sockets.
 *
 * <p>{@link VerticleConfig} describes the configuration. A deployment fails if the protocol is
 * unknown, the configuration is wrong, or an address cannot be bound. On undeploy, rep and
 * respondent first wait up to the socket's {@code linger} for the consumer's answers to pending
 * requests. Then the socket sends the accepted messages, again within {@code linger}. With {@code
 * instances} above 1, the instances share the addresses that they bind. The deployment fails if the
 * protocol does not allow several instances for the configured endpoints.
 */
public final class ScaproVerticleFactory implements VerticleFactory {

  // Vert.x 4 loads this class too: no signature here, nor of a lambda, may use a class that it
  // lacks.

  /** {@return {@code scapro}} */
  @Override
  public String prefix() {
    return "scapro";
  }

  /**
   * Always fails. Only Vert.x 4 calls this method, and Vert.x 4 is not supported. Vert.x 5 calls
   * {@link #createVerticle2}.
   */
  @Override
  @SuppressWarnings("deprecation")
  public void createVerticle(
      String name, @Nullable ClassLoader loader, Promise<Callable<Verticle>> promise) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(promise, "promise");
    promise.fail(VertxVersion.unsupported());
  }

  /**
   * Creates the verticle of a name; called by Vert.x.
   *
   * @param name such as {@code scapro:rep}
   * @param loader is not used
   * @param promise gets the factory of the verticle; fails for an unknown name
   */
  @Override
  public void createVerticle2(
      String name, @Nullable ClassLoader loader, Promise<Callable<? extends Deployable>> promise) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(promise, "promise");
    if (VertxVersion.isSupported()) {
      Verticles.create(VerticleFactory.removePrefix(name), promise);
    } else {
      promise.fail(VertxVersion.unsupported());
    }
  }
}
