package io.scapro.cli;

import io.scapro.EndpointOptions;
import io.scapro.SpException;
import io.scapro.cli.Wording.Action;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Does what nanocat and its kin do: opens one socket, sends, receives, prints, ends. It blocks its
 * thread, which must not be an event loop.
 */
final class CatEngine {

  /** What a shell reports of a program whose reader has gone (128 + SIGPIPE). */
  static final int READER_GONE = 141;

  private final CatSettings settings;
  private final OutputStream out;
  private final PrintStream err;

  /**
   * @param out gets the messages, one write and one flush each
   * @param err gets everything else
   */
  CatEngine(CatSettings settings, OutputStream out, PrintStream err) {
    this.settings = settings;
    this.out = out;
    this.err = err;
  }

  /**
   * Returns the exit code when the work is done, and everything that was sent is on its way.
   *
   * @throws CatFailure when it cannot be done
   */
  int run(Vertx vertx) throws InterruptedException {
    try (CatSocket socket = new CatSocket(vertx, settings)) {
      settings.endpoints().forEach(at -> open(socket, at));
      if (settings.data() != null || settings.face().delaysReceivers()) {
        Thread.sleep(settings.delay().toMillis());
      }
      converse(socket);
      return 0;
    } catch (IOException e) {
      return READER_GONE;
    }
  }

  private void open(CatSocket socket, CatSettings.At at) {
    if (at.isBind()) {
      attempt(
          Action.BIND, at.url(), () -> socket.bind(at.url(), url -> tell("Listening at: ", url)));
    } else {
      EndpointOptions options =
          new EndpointOptions()
              .setFirstAttempt(
                  settings.patient()
                      ? EndpointOptions.FirstAttempt.RETRY
                      : EndpointOptions.FirstAttempt.FAIL);
      attempt(
          Action.CONNECT,
          at.url(),
          () -> socket.connect(at.url(), options, url -> tell("Connected to: ", url)));
    }
  }

  private void tell(String what, String url) {
    if (settings.verbose()) {
      err.println(what + url);
    }
  }

  private void converse(CatSocket socket) throws IOException, InterruptedException {
    Buffer data = settings.data();
    if (data == null) {
      receiveAll(socket);
      return;
    }
    switch (settings.role()) {
      case SENDS -> sendAll(socket, data);
      case ANSWERS -> answerAll(socket, data);
      default -> askAll(socket, data);
    }
  }

  private void receiveAll(CatSocket socket) throws IOException {
    for (long i = 0; settings.count() == 0 || i < settings.count(); i++) {
      Buffer body = receive(socket, settings.receiveTimeout());
      if (body == null) {
        return;
      }
      print(body);
    }
  }

  private void sendAll(CatSocket socket, Buffer data) throws InterruptedException {
    awaitSubscriber(socket);
    long rounds = rounds();
    for (long i = 1, start = System.nanoTime(); i <= rounds; i++, start = System.nanoTime()) {
      send(socket, data);
      if (i < rounds && repeats()) {
        sleep(left(start));
      }
    }
  }

  /** A PUB would send its only message to nobody. */
  private void awaitSubscriber(CatSocket socket) {
    if (repeats() || !settings.protocol().name().equals("pub")) {
      return;
    }
    Duration patience = settings.face().subscriberPatience();
    boolean limited = patience.isNegative() && !settings.sendTimeout().isNegative();
    if (!socket.awaitPeer(limited ? settings.sendTimeout() : patience) && limited) {
      throw failure(
          settings.face().wording().timeout(Action.SEND, "expected a subscriber, found none"));
    }
  }

  private void answerAll(CatSocket socket, Buffer data) throws IOException {
    for (long i = 0; settings.count() == 0 || i < settings.count(); i++) {
      Buffer body = receive(socket, settings.receiveTimeout());
      if (body == null) {
        if (settings.face().replyTimeoutFails()) {
          throw failure(
              settings.face().wording().timeout(Action.RECEIVE, "expected a request, got none"));
        }
        return;
      }
      print(body);
      send(socket, data);
    }
  }

  private void askAll(CatSocket socket, Buffer data) throws IOException, InterruptedException {
    if (settings.role() == CatSettings.Role.ASKS && !socket.awaitPeer(settings.sendTimeout())) {
      throw failure(
          settings
              .face()
              .wording()
              .timeout(Action.SEND, "expected a peer that can take the request, found none"));
    }
    if (!repeats() && settings.count() == 0) {
      send(socket, data);
      receiveAll(socket);
      return;
    }
    long rounds = rounds();
    for (long i = 1; i <= rounds; i++) {
      long start = System.nanoTime();
      send(socket, data);
      hear(socket, start);
      if (i < rounds && repeats()) {
        sleep(left(start));
      }
    }
  }

  /** Receives what comes until the next round. */
  private void hear(CatSocket socket, long start) throws IOException {
    boolean once = !repeats(); // as many answers as questions
    Buffer body;
    do {
      body =
          receive(
              socket,
              repeats()
                  ? least(left(start), settings.receiveTimeout())
                  : settings.receiveTimeout());
      if (body != null) {
        print(body);
      }
    } while (body != null && !once);
  }

  private static Duration least(Duration a, Duration b) {
    return b.isNegative() || a.compareTo(b) < 0 ? a : b;
  }

  private boolean repeats() {
    return !settings.interval().isNegative();
  }

  private long rounds() {
    return settings.count() > 0 ? settings.count() : repeats() ? Long.MAX_VALUE : 1;
  }

  /** Until the next round is due. */
  private Duration left(long start) {
    Duration left = settings.interval().minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
  }

  private void send(CatSocket socket, Buffer data) {
    attempt(Action.SEND, "", () -> socket.send(data.copy())); // it belongs to the socket
  }

  private @Nullable Buffer receive(CatSocket socket, Duration patience) {
    try {
      return socket.receive(patience);
    } catch (SpException e) {
      throw failure(settings.face().wording().failure(Action.RECEIVE, "", e));
    }
  }

  private void print(Buffer body) throws IOException {
    out.write(settings.format().encode(body, settings.face()));
    out.flush();
  }

  private void attempt(Action action, String url, Runnable call) {
    try {
      call.run();
    } catch (SpException e) {
      throw failure(settings.face().wording().failure(action, url, e));
    }
  }

  private CatFailure failure(String message) {
    return new CatFailure(settings.face().failureExit(), message);
  }
}
