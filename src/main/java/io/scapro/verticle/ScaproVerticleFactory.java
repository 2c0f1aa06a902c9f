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
 * options}. {@code scapro:web} is one HTTP port with sockets on its paths, and pages for people;
 * its keys are {@code bind}, {@code sockets} and {@code pages}.
 *
 * <p>{@code scapro:device} forwards messages between two raw sockets; its keys are {@code front}
 * and {@code back}. {@code scapro:health} reports at an event-bus {@code address} whether the
 * sockets work.
 *
 * <p>{@link VerticleConfig} describes the configuration. A deployment fails when the protocol is
 * unknown, the configuration is wrong, or an address cannot be bound. Undeployment sends what was
 * accepted, for as long as the socket's {@code linger} allows; rep first waits as long for its
 * consumer to answer the requests it has. With {@code instances} above 1 they share the addresses
 * they bind; where several cannot do together what one does, the deployment fails.
 */
public final class ScaproVerticleFactory implements VerticleFactory {

  // Vert.x 4 loads this class, too: no signature here, nor of a lambda, may have a class that it
  // lacks.

  /** {@return {@code scapro}} */
  @Override
  public String prefix() {
    return "scapro";
  }

  /** Vert.x 4 has only this method; Vert.x 5 calls {@link #createVerticle2}. */
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
   * @param promise gets what creates the verticle; fails for an unknown name
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
