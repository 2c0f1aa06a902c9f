package io.scapro.cli;

import io.scapro.OpenSockets;
import io.scapro.SocketEvent;
import io.scapro.suite.Await;
import io.vertx.core.Deployable;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.VerticleFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a tool of this process is bound where it was told: observes each Vertx of a tool from
 * the beginning.
 */
public final class Binds {

  private static final List<Binds> WAITING = new ArrayList<>();

  /** Vert.x gives each Vertx to its factories; this one makes no verticles. */
  public static final class Factory implements VerticleFactory {

    @Override
    public void init(Vertx vertx) {
      synchronized (WAITING) {
        if (!WAITING.isEmpty()) {
          OpenSockets.observe(vertx, (socket, event) -> told(event));
        }
      }
    }

    @Override
    public String prefix() {
      return "scapro-test-binds";
    }

    @Override
    public void createVerticle2(
        String name, ClassLoader loader, Promise<Callable<? extends Deployable>> promise) {
      promise.fail("expected no verticle " + name);
    }
  }

  private final List<String> addresses = new ArrayList<>();
  private final Semaphore bound = new Semaphore(0);

  /** The addresses that a tool is told to bind to; to be made before it starts. */
  public Binds(List<String> words) {
    for (String url : addresses(words)) {
      addresses.add(url.replaceFirst("^[^/]*//[^/]*(:\\d+).*", "$1")); // a port, or a path
    }
    synchronized (WAITING) {
      WAITING.add(this);
    }
  }

  public static List<String> addresses(List<String> words) {
    List<String> addresses = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i - 1).matches("--(bind|listen)")) {
        addresses.add(words.get(i));
      }
    }
    return addresses;
  }

  private static void told(SocketEvent event) {
    if (event.type() == SocketEvent.Type.BOUND) {
      String line = event.toString();
      synchronized (WAITING) {
        WAITING.forEach(
            each ->
                each.addresses.stream().filter(line::contains).forEach(at -> each.bound.release()));
      }
    }
  }

  /** Waits until it is bound to all of them. */
  public void await() {
    try {
      if (!bound.tryAcquire(addresses.size(), 2 * Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("expected to be bound to " + addresses);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      end();
    }
  }

  /** Waits for nothing more. */
  public void end() {
    synchronized (WAITING) {
      WAITING.remove(this);
    }
  }
}
